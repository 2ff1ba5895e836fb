/** Files from departments: one parser a format, control totals, ledger and archive; no knowledge of SFTP or of one department. */
package org.taxbrain.connectors.files;
