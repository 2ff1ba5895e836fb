/** Dashboards: panels in rows, filters, and ways from one to another. */
package org.taxbrain.kibana.dashboard;
