package org.taxbrain.local.catalogue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor.SourceSpec;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.check.Checks;

/** How long an item's values can be at the source 数据长度, as far as its declaration says so. */
final class DataLength {
    /** By the standard of each identifier. */
    private static final Map<String, Integer> IDENTIFIERS = Map.ofEntries(
            Map.entry("resident-id", 18),
            Map.entry("uscc", 18),
            Map.entry("djxh", 20),
            Map.entry("passport", 17),
            Map.entry("permit", 11),
            Map.entry("permanent-residence", 18),
            Map.entry("taxpayer-no", 20),
            Map.entry("tax-assigned", 20),
            Map.entry("unit-no", 28),
            Map.entry("division", 12),
            Map.entry("bank-account", 24),
            Map.entry("bank-card", 20),
            Map.entry("cnaps", 12),
            Map.entry("mobile", 11));

    /** Bytes that PostgreSQL keeps a value in. */
    private static final Map<FieldType, Integer> STORED = Map.of(
            FieldType.DATE, 4,
            FieldType.TIMESTAMP, 8,
            FieldType.LONG, 8,
            FieldType.BOOLEAN, 1);

    private static final int ISO_DATE = 10;

    private DataLength() {}

    /** The length; null where nothing bounds it. */
    static Integer of(Dataset dataset, Field field) {
        SourceSpec source = dataset.descriptor().source();
        if (!field.codes().isEmpty()) {
            return longest(field.codes().keySet(), charset(source));
        }
        if (field.type() == FieldType.STRING) {
            return field.checks().stream()
                    .filter(check -> !Checks.isWarning(check))
                    .map(check -> text(dataset, field, check))
                    .filter(Objects::nonNull)
                    .min(Integer::compare)
                    .orElse(null);
        }
        if (source.cdc() != null) {
            return STORED.get(field.type());
        }
        if (field.type() == FieldType.DATE) {
            return field.hint().format() == null
                    ? Integer.valueOf(ISO_DATE)
                    : longestForm(field.hint().format());
        }
        return null;
    }

    /** Of several forms of a date the longest; what stands before a colon names the calendar. */
    private static Integer longestForm(String formats) {
        return Arrays.stream(formats.split("\\|"))
                .map(form -> form.substring(form.indexOf("roc:") < 0 ? 0 : form.indexOf(':') + 1)
                        .strip()
                        .length())
                .max(Integer::compare)
                .orElse(null);
    }

    private static Integer text(Dataset dataset, Field field, String check) {
        String argument = Checks.argument(check);
        return switch (Checks.name(check)) {
            case "max-length" -> Integer.valueOf(argument);
            case "one-of" -> longest(Arrays.asList(argument.split(",")), StandardCharsets.UTF_8);
            case Checks.IDENTIFIER_OF -> ofType(dataset, field, argument);
            default -> IDENTIFIERS.get(check);
        };
    }

    /** The longest of the kinds of identifier that the field beside it can name. */
    private static Integer ofType(Dataset dataset, Field field, String type) {
        String beside = field.path().substring(0, field.path().lastIndexOf('.') + 1) + type;
        return dataset.field(beside).codes().values().stream()
                .map(IDENTIFIERS::get)
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .orElse(null);
    }

    private static Integer longest(Collection<String> words, Charset charset) {
        return words.stream()
                .map(w -> w.getBytes(charset).length)
                .max(Integer::compare)
                .orElse(null);
    }

    private static Charset charset(SourceSpec source) {
        return source.files() == null || source.files().charset() == null
                ? StandardCharsets.UTF_8
                : Charset.forName(source.files().charset());
    }
}
