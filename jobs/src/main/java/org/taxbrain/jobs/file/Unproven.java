package org.taxbrain.jobs.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.taxbrain.jobs.file.kernel.Result;
import org.taxbrain.jobs.file.kernel.Slot;
import org.taxbrain.jobs.file.kernel.Table;

/**
 * The results of the current key that were written and have not come back: only what came back is known to be committed. One
 * small entry from a result's writing to its echo, set and removed without a look, so that a document costs two blind writes.
 * The mark in a result's header says which writing it was: eight bytes for the execution of the operator, eight for its number.
 */
final class Unproven {
    /** The state's name. */
    static final String STATE = "unproven";

    private static final char JOINT = '\n';

    private final Table<Boolean> writings;
    private final long execution;
    private long last;

    Unproven(RuntimeContext context) {
        writings = State.table(context, STATE, Types.BOOLEAN);
        execution = UUID.randomUUID().getMostSignificantBits();
    }

    /** Remembers that a result is written; returns the mark that this writing bears. */
    byte[] write(Result result) {
        long number = ++last;
        writings.put(writing(Slot.echo(result.index(), result.id()), number), true);
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(execution)
                .putLong(number)
                .array();
    }

    /**
     * A result came back.
     *
     * @return whether this execution wrote it
     */
    boolean cameBack(String slot, byte[] mark) {
        if (mark.length != 2 * Long.BYTES) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(mark);
        if (bytes.getLong() != execution) {
            return false;
        }
        writings.remove(writing(slot, bytes.getLong()));
        return true;
    }

    /** The echo slots of what has not come back; none is remembered any more. */
    List<String> take() {
        List<String> taken = new ArrayList<>();
        for (Map.Entry<String, Boolean> entry : writings.entries()) {
            taken.add(entry.getKey());
        }
        taken.forEach(writings::remove);
        taken.replaceAll(writing -> writing.substring(0, writing.lastIndexOf(JOINT)));
        return taken;
    }

    private static String writing(String slot, long number) {
        return slot + JOINT + Long.toString(number, Character.MAX_RADIX);
    }
}
