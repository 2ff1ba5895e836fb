/** Health of feeds as people read it: a table, the marks of stale sections, the monthly report to a department. */
package org.taxbrain.local.health;
