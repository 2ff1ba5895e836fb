package org.taxbrain.schemas.parse;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.text.Text;

/** Reads one field of a landed row by its hints: text, absent words, pattern, code, then type and checks. */
final class FieldReader {
    private final boolean list;
    private final Set<String> nullWords;
    private final Set<String> zeroWords;
    private final Replacing[] replace;
    private final Pattern pattern;
    private final Map<String, String> codes;
    private final ValueWriter writer;
    private final Fault required;
    private final Fault codeUnknown;
    /** Where a value says that it is there, for the checks between fields; negative if none asks. */
    private final int presence;
    /** Index in the schema's union; negative if the field is no union. */
    private final int nullBranch;

    private FieldReader(Field field, Schema schema, List<Field> siblings) {
        this.list = field.type() == FieldType.LIST;
        this.nullWords = normalised(field.hint().nullWords());
        this.zeroWords = normalised(field.hint().zeroWords());
        this.replace = field.hint().replace().stream()
                .map(r -> new Replacing(Pattern.compile(r.find()), r.by()))
                .toArray(Replacing[]::new);
        this.pattern = field.hint().pattern() == null
                ? null
                : Pattern.compile(field.hint().pattern());
        this.codes = normalised(field.codes());
        this.presence = CrossChecks.compare(field, siblings) ? field.position() : -1;
        this.required = Faults.required(field);
        this.codeUnknown = Faults.codeUnknown(field);
        this.nullBranch = schema.isUnion() ? schema.getTypes().indexOf(Schema.create(Schema.Type.NULL)) : -1;
        this.writer = ValueWriters.of(
                field, nullBranch < 0 ? schema : schema.getTypes().get(1 - nullBranch), siblings);
    }

    /** Readers of a record's fields, in its schema's order. */
    static FieldReader[] of(List<Field> fields, Schema record) {
        return fields.stream()
                .map(f -> new FieldReader(f, record.getField(f.name()).schema(), fields))
                .toArray(FieldReader[]::new);
    }

    /** @return what is wrong, or null if the field is written */
    Fault read(String raw, Row row) throws IOException {
        String text = value(raw);
        if (text != null && !codes.isEmpty()) {
            text = codes.get(text);
            if (text == null) {
                return codeUnknown;
            }
        }
        if (text == null) {
            if (nullBranch < 0) {
                return required;
            }
            row.out.writeIndex(nullBranch);
            return null;
        }
        if (nullBranch >= 0) {
            row.out.writeIndex(1 - nullBranch);
        }
        Fault fault = writer.write(text, row);
        if (fault == null && presence >= 0 && row.values[presence] == null) {
            // of a type that no other field is compared with: only whether it is there can be asked
            row.values[presence] = Boolean.TRUE;
        }
        return fault;
    }

    /** JSON text is not normalised as a whole: full-width quotation marks in it would become its own. */
    private String value(String raw) {
        if (list) {
            return raw == null || raw.isBlank() ? null : raw;
        }
        String text = Text.normalise(raw);
        if (text == null || nullWords.contains(text)) {
            return null;
        }
        for (Replacing r : replace) {
            text = r.find.matcher(text).replaceAll(r.by);
        }
        if (replace.length > 0) {
            text = Text.normalise(text);
        }
        if (pattern != null) {
            text = matched(text);
        }
        return text != null && zeroWords.contains(text) ? "0" : text;
    }

    private String matched(String text) {
        if (text == null) {
            return null;
        }
        Matcher m = pattern.matcher(text);
        return m.find() ? Text.normalise(m.group(m.groupCount() > 0 ? 1 : 0)) : null;
    }

    private record Replacing(Pattern find, String by) {}

    private static Set<String> normalised(List<String> words) {
        Set<String> set = new HashSet<>();
        words.forEach(w -> set.add(Text.normalise(w)));
        // a word of blanks is absent anyway
        set.remove(null);
        return Set.copyOf(set);
    }

    private static Map<String, String> normalised(Map<String, String> codes) {
        Map<String, String> map = new HashMap<>();
        codes.forEach((theirs, ours) -> map.put(Text.normalise(theirs), ours));
        return map;
    }
}
