/** How rows that were not accepted are kept, and come in later. */
package org.taxbrain.connectors.quarantine;
