/** IndexJob: the result topics and the records, projected into the search index. */
package org.taxbrain.jobs.index;
