/** Measures the join against the same result by Flink SQL, and what a change of a large file costs. */
package org.taxbrain.bench;
