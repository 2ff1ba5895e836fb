/** Rules of law as dated files, {@code rules/<id>.yaml}: numbers, validity, anchor date, source. Never in code. */
package org.taxbrain.schemas.rule;
