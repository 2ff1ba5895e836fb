/** Reads tables of databases whose log can't be read, by asking for what changed. */
package org.taxbrain.connectors.jdbc;
