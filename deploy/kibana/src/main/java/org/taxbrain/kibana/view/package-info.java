/** Data views: what an index is called, and its fields and values in words. */
package org.taxbrain.kibana.view;
