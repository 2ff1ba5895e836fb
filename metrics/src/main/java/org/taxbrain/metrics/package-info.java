/** The names, labels and meanings of all metrics, and how they are shown to Prometheus. Knows no other module. */
package org.taxbrain.metrics;
