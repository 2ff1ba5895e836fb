/** The departments' own means: COPY, files over SFTP; and the truth, written aside. */
package org.taxbrain.city.out;
