/** Polls interfaces: one route a dataset, made from its descriptor. */
package org.taxbrain.pipelines.http;
