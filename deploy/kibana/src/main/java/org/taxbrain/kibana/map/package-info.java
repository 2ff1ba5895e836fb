/** Maps: what is counted, at which places. */
package org.taxbrain.kibana.map;
