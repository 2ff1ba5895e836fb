package org.taxbrain.jobs.file.kernel;

/** Where the accepted version of a row went. Public fields, so that Flink keeps it as a POJO, whose fields may come and go. */
public class Routed {
    /** The source's order of the accepted version. */
    public long[] order = {};
    /** Subjects that hold the row as a fact. */
    public String[] subjects = {};
    /** Ids of which the row says what they go on with. */
    public String[] continuations = {};
    /** Ids about which the row says who they are. */
    public String[] aliases = {};
    /** Who each of them is. */
    public String[] saidToBe = {};
}
