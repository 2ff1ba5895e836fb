package org.taxbrain.jobs.file.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keyed by the subject's id as presented: keeps what was presented under the id and forwards it to the subject that the
 * registers say it is (see {@link AliasStage}); to the id itself while they are silent. When a register speaks late, is
 * corrected or takes it back, all that is kept moves: merging is retract and add, and so is splitting. A
 * case number is forwarded to the first number of its debt in the same way, as {@link ChainStage} says.
 */
public final class IdentityStage {
    private final State state;

    /**
     * What the stage keeps of one presented id.
     *
     * @param entries what stands under the id, by slot
     * @param aliases who the id is by register rows, by slot
     */
    public record State(Table<byte[]> entries, Cell<Map<String, String>> aliases) {}

    public IdentityStage(State state) {
        this.state = state;
    }

    /** Takes a message to the id {@code message.target()}. */
    public void accept(Message message, Consumer<Message> out) {
        if (Slot.kindOf(message.slot()) == Slot.Kind.ALIAS) {
            learn(message, out);
            return;
        }
        if (message.body() == null) {
            state.entries.remove(message.slot());
        } else {
            state.entries.put(message.slot(), message.body());
        }
        forward(message, current(message.target()), message.slot(), message.body(), out);
    }

    private void learn(Message message, Consumer<Message> out) {
        String presented = message.target();
        Sheet<String> aliases = new Sheet<>(state.aliases);
        String before = canonical(presented, aliases.all());
        String who = message.body() == null ? null : new String(message.body(), StandardCharsets.UTF_8);
        String after = canonical(presented, aliases.put(message.slot(), who));
        if (after.equals(before)) {
            return;
        }
        for (Map.Entry<String, byte[]> entry : state.entries.entries()) {
            forward(message, before, entry.getKey(), null, out);
            forward(message, after, entry.getKey(), entry.getValue(), out);
        }
    }

    /** The subject to which what is presented under the current key goes. */
    String current(String presented) {
        return canonical(presented, new Sheet<>(state.aliases).all());
    }

    private static String canonical(String presented, Map<String, String> aliases) {
        Said said = new Said(presented);
        aliases.forEach((slot, who) -> said.add(slot, Slot.presentedAs(slot), who));
        return said.canonical();
    }

    private static void forward(Message heard, String to, String slot, byte[] body, Consumer<Message> out) {
        out.accept(heard.with(to, Slot.presented(slot, heard.target()), body));
    }
}
