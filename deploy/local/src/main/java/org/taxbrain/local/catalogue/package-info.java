/** The catalogue of declared data, as people and other systems want to have it: a table, JSON, a page, the national catalogue's sheets. */
package org.taxbrain.local.catalogue;
