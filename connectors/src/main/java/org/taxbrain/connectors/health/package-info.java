/** How each feed is doing, for the status page and the command line. */
package org.taxbrain.connectors.health;
