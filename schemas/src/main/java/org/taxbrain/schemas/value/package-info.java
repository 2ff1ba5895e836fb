/** Texts to typed values: dates, amounts, numbers, as departments write them. Pure functions. */
package org.taxbrain.schemas.value;
