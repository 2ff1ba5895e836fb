/** The departments' own servers: files over SFTP, and interfaces over HTTP. They know nothing of the pipeline. */
package org.taxbrain.departments;
