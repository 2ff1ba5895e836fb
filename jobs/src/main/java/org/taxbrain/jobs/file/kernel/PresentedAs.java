package org.taxbrain.jobs.file.kernel;

import java.util.Iterator;
import java.util.Map;

/** Entries that all present one id, and so don't say it, by slots that do. */
final class PresentedAs implements Table<byte[]> {
    private final String id;
    private final Table<byte[]> kept;

    PresentedAs(String id, Table<byte[]> kept) {
        this.id = id;
        this.kept = kept;
    }

    @Override
    public byte[] get(String slot) {
        return kept.get(Slot.withoutPresented(slot));
    }

    @Override
    public void put(String slot, byte[] body) {
        kept.put(Slot.withoutPresented(slot), body);
    }

    @Override
    public void remove(String slot) {
        kept.remove(Slot.withoutPresented(slot));
    }

    @Override
    public Iterable<Map.Entry<String, byte[]>> entries() {
        return () -> {
            Iterator<Map.Entry<String, byte[]>> entries = kept.entries().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public Map.Entry<String, byte[]> next() {
                    Map.Entry<String, byte[]> entry = entries.next();
                    return Map.entry(Slot.presented(entry.getKey(), id), entry.getValue());
                }
            };
        };
    }
}
