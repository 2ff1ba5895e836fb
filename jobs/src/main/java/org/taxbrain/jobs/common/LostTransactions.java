package org.taxbrain.jobs.common;

/** What becomes of records whose transaction Kafka dropped after the checkpoint that relies on them. */
public enum LostTransactions {
    /** The job's state knows what it wrote and has not read back; restored, it writes that again, and the job goes on. */
    WRITTEN_AGAIN,
    /**
     * Nothing would write the records again, so a job that went on would lack them for ever: the checkpoint is refused, and
     * the job must go back to one from before the transaction, which reads their input again.
     */
    REFUSED
}
