/** What a source holds, compared with what stands clean, row by row, by key. */
package org.taxbrain.connectors.reconcile;
