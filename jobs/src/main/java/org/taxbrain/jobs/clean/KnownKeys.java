package org.taxbrain.jobs.clean;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The keys that may have a state: a Bloom filter in the heap, so that a row of a key never seen before, which most rows are, needs
 * no look into RocksDB's files. It may name a key that has no state, and never misses one that has: it is not kept in checkpoints
 * but learned anew, a few keys with each row, and until all are learned it names every key.
 */
final class KnownKeys implements AutoCloseable {
    /** Share of the keys without a state that it names, with as many keys as were expected; beyond it grows. */
    private static final double WRONG = 0.01;
    /** So many restored keys are learned with each row: a few microseconds. */
    private static final int LEARNED = 8;

    private final BloomFilter<CharSequence> seen;
    private final Stream<String> restored;
    /** Keys to learn; null: all are learned. */
    private Iterator<String> rest;

    /**
     * @param expected number of keys that it is made for, 10 bits each
     * @param restored keys that had a state when the task began; read on while the task changes states
     */
    KnownKeys(int expected, Stream<String> restored) {
        this.seen = BloomFilter.create(Funnels.unencodedCharsFunnel(), expected, WRONG);
        this.restored = restored;
        this.rest = restored.iterator();
    }

    /** Whether a state has to be looked for. */
    boolean mayHold(String key) {
        for (int i = 0; i < LEARNED && rest != null; i++) {
            if (rest.hasNext()) {
                seen.put(rest.next());
            } else {
                close();
            }
        }
        return rest != null || seen.mightContain(key);
    }

    /** A state is made for the key. */
    void add(String key) {
        seen.put(key);
    }

    /** Lets go of what holds RocksDB's files. */
    @Override
    public void close() {
        rest = null;
        restored.close();
    }
}
