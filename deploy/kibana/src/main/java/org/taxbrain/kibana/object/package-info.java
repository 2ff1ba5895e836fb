/** Saved objects as Kibana imports them. */
package org.taxbrain.kibana.object;
