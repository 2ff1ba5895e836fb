package org.taxbrain.jobs.file.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.SourceOrder;

/**
 * First stage, keyed by (dataset, key): sends each version of a row to the subjects that it names, and takes it back
 * from those that an earlier version named, whatever the topic's compaction has forgotten.
 */
public final class Router {
    private static final String[] NONE = {};
    private static final byte[] CLAIMED = {};
    private final RowReader reader;

    public Router(RowReader reader) {
        this.reader = reader;
    }

    /** A new version of a row, as it stands in {@code clean.*}. */
    public void upsert(byte[] clean, Cell<Routed> state, Consumer<Message> out) {
        CleanRecord meta = reader.envelope(clean);
        Routed before = state.get();
        if (isOlder(meta.getOrder(), before)) {
            return;
        }
        Row row = reader.read(meta);
        Set<String> subjects = row.subjects().of(row.values()).keySet();
        Map<String, String> aliases = row.subjects().aliases(row.values());
        Map<String, String> continuations = row.subjects().continuations(row.values());
        boolean urgent = reader.isUrgent(meta);
        retract(meta.getDataset(), meta.getKey(), before, subjects, aliases, continuations.keySet(), urgent, out);
        String fact = Slot.fact(meta.getDataset(), meta.getKey());
        byte[] kept = reader.file(meta);
        subjects.forEach(subject -> out.accept(new Message(subject, fact, kept, urgent)));
        String said = Slot.said(meta.getDataset(), meta.getKey());
        aliases.forEach((from, to) -> {
            out.accept(new Message(from, said, to.getBytes(StandardCharsets.UTF_8), urgent));
            out.accept(new Message(to, Slot.claim(meta.getDataset(), meta.getKey(), from), CLAIMED, urgent));
        });
        continuations.forEach((id, predecessor) -> out.accept(new Message(
                meta.getDataset(), Slot.continuation(id), predecessor.getBytes(StandardCharsets.UTF_8), urgent)));

        Routed routed = new Routed();
        routed.order = meta.getOrder().stream().mapToLong(Long::longValue).toArray();
        routed.subjects = subjects.toArray(NONE);
        routed.aliases = aliases.keySet().toArray(NONE);
        routed.saidToBe = aliases.values().toArray(NONE);
        routed.continuations = continuations.keySet().toArray(NONE);
        state.set(routed);
    }

    /**
     * The row is gone. Nothing is kept of it: within one key the topic is ordered, and the fence against older versions is
     * CleanJob's.
     *
     * @param meta the deletion's {@code CleanRecord}; null: the topic does not have it, and the tombstone stands for itself
     */
    public void delete(String dataset, String key, byte[] meta, Cell<Routed> state, Consumer<Message> out) {
        Routed before = state.get();
        CleanRecord deletion = meta == null ? null : reader.envelope(meta);
        if (deletion != null && isOlder(deletion.getOrder(), before)) {
            return;
        }
        boolean urgent = deletion == null || reader.isUrgent(deletion);
        retract(dataset, key, before, Set.of(), Map.of(), Set.of(), urgent, out);
        state.clear();
    }

    private static boolean isOlder(List<Long> order, Routed before) {
        return before != null
                && SourceOrder.compare(
                                order, Arrays.stream(before.order).boxed().toList())
                        < 0;
    }

    private static void retract(
            String dataset,
            String key,
            Routed before,
            Set<String> subjects,
            Map<String, String> aliases,
            Set<String> continuations,
            boolean urgent,
            Consumer<Message> out) {
        if (before == null) {
            return;
        }
        for (String subject : before.subjects) {
            if (!subjects.contains(subject)) {
                out.accept(new Message(subject, Slot.fact(dataset, key), null, urgent));
            }
        }
        for (int i = 0; i < before.aliases.length; i++) {
            String from = before.aliases[i];
            String to = before.saidToBe[i];
            if (!aliases.containsKey(from)) {
                out.accept(new Message(from, Slot.said(dataset, key), null, urgent));
            }
            if (!to.equals(aliases.get(from))) {
                out.accept(new Message(to, Slot.claim(dataset, key, from), null, urgent));
            }
        }
        for (String id : before.continuations) {
            if (!continuations.contains(id)) {
                out.accept(new Message(dataset, Slot.continuation(id), null, urgent));
            }
        }
    }
}
