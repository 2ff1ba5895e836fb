/** Reckoning: the books, and sources compared with what came of them. */
package org.taxbrain.local.books;
