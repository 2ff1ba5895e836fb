/** Kibana's data views and dashboards as typed values, the saved objects that Kibana imports, and the checks of these. */
package org.taxbrain.kibana;
