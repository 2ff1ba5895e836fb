/** From a sample of a department's file to a proposed declaration. */
package org.taxbrain.connectors.files.sample;
