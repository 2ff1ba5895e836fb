/** Landed rows to clean rows: parsing, checks and normalisation of a whole row, compiled from its declaration. */
package org.taxbrain.schemas.parse;
