/** Identifiers by their standards, and the checks that a schema may name: computed, never assumed. Pure functions. */
package org.taxbrain.schemas.check;
