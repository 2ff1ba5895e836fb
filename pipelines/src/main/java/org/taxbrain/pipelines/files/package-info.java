/** Fetches files by SFTP: one route a dataset, made from its descriptor. */
package org.taxbrain.pipelines.files;
