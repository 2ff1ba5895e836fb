/** BooksJob: what came of what was sent, counted by dataset and batch from the outcomes themselves. */
package org.taxbrain.jobs.books;
