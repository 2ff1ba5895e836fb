package org.taxbrain.schemas.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.Identifier;

/**
 * One field of a dataset: its meaning from the schema's annotations, its reading from the descriptor's hints.
 *
 * @param name name in the schema, in the clean row and in the index
 * @param path dotted path from the row, such as {@code holders.id}
 * @param position index among its record's fields, and in {@code LandedRecord.values} for a top-level field
 * @param type what it means
 * @param nullable whether it may be absent
 * @param label Chinese label, for readers
 * @param sensitivity {@code none}, {@code personal} (masked outside restricted places) or {@code sensitive}
 * @param checks check expressions such as {@code resident-id}, {@code min:0}
 * @param hint how the source writes it; never null
 * @param children fields of the element record of a LIST, else empty
 */
public record Field(
        String name,
        String path,
        int position,
        FieldType type,
        boolean nullable,
        String label,
        String sensitivity,
        List<String> checks,
        FieldHint hint,
        List<Field> children) {

    /** The name that the source gives the field; the schema's own where the descriptor says nothing. */
    public String sourceName() {
        return hint.source() == null ? name : hint.source();
    }

    /** Every name under which the source may give the field: first {@link #sourceName}, then its aliases. */
    public List<String> sourceNames() {
        return Stream.concat(Stream.of(sourceName()), hint.aliases().stream()).toList();
    }

    /** The identifier that gives the field's values their one form; null if no check says one. */
    public Identifier identifier() {
        return checks.stream()
                .map(check -> Identifier.of(Checks.name(check)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The crosswalk from the source's codes to ours; empty if the field carries no code. */
    public Map<String, String> codes() {
        return hint.codes();
    }
}
