/** Digest trees: two sides that hold very many rows find those in which they differ by exchanging few hashes. */
package org.taxbrain.schemas.digest;
