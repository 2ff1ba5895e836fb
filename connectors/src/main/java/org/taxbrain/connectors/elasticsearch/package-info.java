/**
 * The way out into Elasticsearch: the indices and their aliases ({@code IndexAdmin}), fenced writes of whole documents
 * ({@code BulkWriter}), and the purge of what was deleted long ago ({@code SoftDeletePurge}).
 *
 * <p>Over the low-level client: documents come as bytes and answers matter by their status alone, so nothing is gained by
 * building and parsing objects in between, and every error takes one path ({@code Verdict}).
 */
package org.taxbrain.connectors.elasticsearch;
