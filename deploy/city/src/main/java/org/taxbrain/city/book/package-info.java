/** The departments' books: every row of a book follows from the seed and an index. */
package org.taxbrain.city.book;
