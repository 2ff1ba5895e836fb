/** Judges files of saved objects by what stands in them, not by what wrote them. */
package org.taxbrain.kibana.check;
