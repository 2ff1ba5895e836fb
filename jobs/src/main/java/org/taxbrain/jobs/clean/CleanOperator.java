package org.taxbrain.jobs.clean;

import java.util.stream.Stream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;

/** Runs a {@link CleanFunction}, and tells it what a function can't ask for: the keys that have a state. */
final class CleanOperator extends KeyedProcessOperator<String, RawRecord, OutRecord> {
    private static final long serialVersionUID = 1L;

    private final int knownKeys;
    private transient boolean isRestored;
    private transient KnownKeys known;

    /**
     * @param knownKeys number of keys that a task is expected to have
     * @throws ConfigurationException if it is not positive
     */
    CleanOperator(CleanFunction function, int knownKeys) {
        super(function);
        if (knownKeys < 1) {
            throw new ConfigurationException("taxbrain.clean.known-keys is " + knownKeys + ": set it to 1 or more");
        }
        this.knownKeys = knownKeys;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        isRestored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        Stream<String> restored = isRestored
                ? this.<String>getKeyedStateBackend().getKeys(CleanFunction.FENCE, VoidNamespace.INSTANCE)
                : Stream.empty();
        known = new KnownKeys(knownKeys, restored);
        ((CleanFunction) getUserFunction()).setKnown(known);
    }

    @Override
    public void close() throws Exception {
        if (known != null) {
            known.close();
        }
        super.close();
    }
}
