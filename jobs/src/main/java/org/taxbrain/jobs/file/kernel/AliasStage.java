package org.taxbrain.jobs.file.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keyed by an id that registers speak of: knows who the id is, and tells those ids that are said to be it. So a taxpayer
 * whom the tax register knows by a number that the resident register has changed since is filed under the present number,
 * whichever register spoke first. One step, and no further: what a register says is asked once about the answer.
 */
public final class AliasStage {
    private final State state;

    /**
     * What the stage keeps of one id.
     *
     * @param said who the id is by register rows, by slot
     * @param claims slots of register rows that say of another id that it is this one
     */
    public record State(Table<String> said, Table<byte[]> claims) {}

    public AliasStage(State state) {
        this.state = state;
    }

    /** Takes a message to the id {@code message.target()}; what follows goes to ids as presented. */
    public void accept(Message message, Consumer<Message> out) {
        String id = message.target();
        String slot = message.slot();
        if (Slot.kindOf(slot) == Slot.Kind.CLAIM) {
            if (message.body() == null) {
                state.claims.remove(slot);
                tell(message, slot, null, out);
            } else {
                state.claims.put(slot, message.body());
                tell(message, slot, canonical(id), out);
            }
            return;
        }
        String before = canonical(id);
        if (message.body() == null) {
            state.said.remove(slot);
        } else {
            state.said.put(slot, new String(message.body(), StandardCharsets.UTF_8));
        }
        String after = canonical(id);
        if (!after.equals(before)) {
            state.claims.entries().forEach(claim -> tell(message, claim.getKey(), after, out));
        }
    }

    private String canonical(String id) {
        Said said = new Said(id);
        for (Map.Entry<String, String> row : state.said.entries()) {
            said.add(row.getKey(), row.getValue(), row.getValue());
        }
        return said.canonical();
    }

    private static void tell(Message heard, String claim, String canonical, Consumer<Message> out) {
        byte[] body = canonical == null ? null : canonical.getBytes(StandardCharsets.UTF_8);
        out.accept(heard.with(Slot.presentedAs(claim), Slot.alias(claim, heard.target()), body));
    }
}
