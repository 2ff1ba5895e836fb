package org.taxbrain.connectors.elasticsearch;

/**
 * A document that the index can never take as it is.
 *
 * @param write the document
 * @param field the field at fault, or null if the index names none
 * @param message what is wrong, without any content of the document
 */
public record Rejection(IndexWrite write, String field, String message) {}
