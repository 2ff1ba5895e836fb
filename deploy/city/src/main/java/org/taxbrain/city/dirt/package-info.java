/** The faults and oddities that departments' rows arrive with. */
package org.taxbrain.city.dirt;
