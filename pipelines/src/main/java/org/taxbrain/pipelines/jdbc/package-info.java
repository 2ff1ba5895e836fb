/** Polls tables: one route a dataset, made from its descriptor. */
package org.taxbrain.pipelines.jdbc;
