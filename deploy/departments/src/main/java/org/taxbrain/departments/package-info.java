/** The departments' own servers: files over SFTP, and the court's interface over HTTP. They know nothing of the pipeline. */
package org.taxbrain.departments;
