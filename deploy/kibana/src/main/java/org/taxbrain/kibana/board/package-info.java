/** The dashboards that the product comes with. */
package org.taxbrain.kibana.board;
