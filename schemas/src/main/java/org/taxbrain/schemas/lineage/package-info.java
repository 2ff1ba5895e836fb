/** Why a value stands in a file: the rows that it comes from, and what was done to them on the way. Pure; docs/operate.md shows it at work. */
package org.taxbrain.schemas.lineage;
