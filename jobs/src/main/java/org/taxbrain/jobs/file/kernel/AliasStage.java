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
    public record State(Cell<Map<String, String>> said, Table<byte[]> claims) {}

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
                tell(message, slot, canonical(id, new Sheet<>(state.said).all()), out);
            }
            return;
        }
        Sheet<String> said = new Sheet<>(state.said);
        String before = canonical(id, said.all());
        String now = message.body() == null ? null : new String(message.body(), StandardCharsets.UTF_8);
        String after = canonical(id, said.put(slot, now));
        if (!after.equals(before)) {
            state.claims.entries().forEach(claim -> tell(message, claim.getKey(), after, out));
        }
    }

    private static String canonical(String id, Map<String, String> rows) {
        Said said = new Said(id);
        rows.forEach((slot, who) -> said.add(slot, who, who));
        return said.canonical();
    }

    private static void tell(Message heard, String claim, String canonical, Consumer<Message> out) {
        byte[] body = canonical == null ? null : canonical.getBytes(StandardCharsets.UTF_8);
        out.accept(heard.with(Slot.presentedAs(claim), Slot.alias(claim, heard.target()), body));
    }
}
