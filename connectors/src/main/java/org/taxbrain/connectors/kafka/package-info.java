/** The ways into and out of Kafka: landing rows, making topics, publishing and looking up declared datasets. */
package org.taxbrain.connectors.kafka;
