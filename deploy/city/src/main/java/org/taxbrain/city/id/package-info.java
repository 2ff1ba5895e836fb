/** Identifiers as authorities issue them, with their check digits. */
package org.taxbrain.city.id;
