/**
 * The whole stack on one machine, without containers: {@link org.taxbrain.local.LocalStack} starts each server as a
 * process of its own, keeps it running, and stops it.
 *
 * <p>What holds, however it ends: a data folder is run by one process (a lock of the kernel's); everything listens on
 * 127.0.0.1; what a server has acknowledged survives kill -9; the next start finds and stops whatever an earlier run left
 * behind, and uses the same ports unless a stranger took one.
 */
package org.taxbrain.local;
