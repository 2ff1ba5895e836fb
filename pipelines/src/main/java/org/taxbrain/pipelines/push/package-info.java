/** Takes what departments push: one path a dataset, made from its descriptor. */
package org.taxbrain.pipelines.push;
