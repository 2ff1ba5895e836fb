/** Panels: what they count, by what, and how that is drawn. */
package org.taxbrain.kibana.lens;
