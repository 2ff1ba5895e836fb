/** JSON interfaces, read by page and {@code updatedSince} without losing a row. */
package org.taxbrain.connectors.http;
