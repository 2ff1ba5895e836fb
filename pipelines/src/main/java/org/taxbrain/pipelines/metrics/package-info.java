/** What the application shows to Prometheus; docs/metrics.md tells what each metric says. */
package org.taxbrain.pipelines.metrics;
