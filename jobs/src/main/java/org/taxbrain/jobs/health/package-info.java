/** Feed health: how what a dataset sent on a day compares with what it usually sends. Part of BooksJob, which reads the same records. */
package org.taxbrain.jobs.health;
