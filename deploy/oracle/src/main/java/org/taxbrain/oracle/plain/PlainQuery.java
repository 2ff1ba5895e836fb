package org.taxbrain.oracle.plain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.taxbrain.oracle.OracleException;

/** The queries of one plain dataset: its rows with their first fault, and whose each is. */
final class PlainQuery {
    /** Year, month and day, which stand in this order in every pattern that is used. */
    private static final Pattern DATE_PART = Pattern.compile("yyyy|MM|M|dd|d");

    private final Declaration declaration;

    PlainQuery(Declaration declaration) {
        this.declaration = declaration;
        declaration.fields().forEach(PlainField::requireReadable);
    }

    /** The view {@code checked_…} over {@code plain_row}. */
    String checked() {
        String read = declaration.fields().stream()
                .map(f -> value(f) + " as " + column(f))
                .collect(Collectors.joining(", "));
        List<String> faults = new ArrayList<>();
        for (PlainField f : declaration.fields()) {
            faults.addAll(faults(f));
        }
        String data = declaration.fields().stream()
                .map(f -> text(f.name()) + ", " + column(f))
                .collect(Collectors.joining(", "));
        // null if a part is missing
        String key = declaration.keys().stream().map(PlainQuery::column).collect(Collectors.joining(" || '|' || "));
        String keyless = "case when " + key + " is null then '|key-unreadable' end";
        return "create view " + view() + " as with typed as materialized (select r.*, " + read
                + " from plain_row r where dataset = " + text(declaration.dataset()) + ")"
                + " select dataset, " + key + " as key, ord, deleted, at, v["
                + declaration.place(declaration.keys().get(0))
                + "] as raw_key, line, revision, business_date, case when deleted then " + keyless
                + " else coalesce('|' || defect, " + keyless + ", " + String.join(", ", faults) + ") end as fault,"
                + " jsonb_strip_nulls(jsonb_build_object(" + data + ")) as data from typed";
    }

    /** Name of the view. */
    String view() {
        return "checked_" + declaration.dataset().replace('-', '_');
    }

    /** How a key as the source writes it, its first part if it has several, is normalised; {@code raw} is its text. */
    String keyOf() {
        return clean(declaration.keys().get(0), "raw");
    }

    /** One query for each subject that the descriptor declares, over {@code clean}. */
    List<String> presented() {
        List<String> queries = new ArrayList<>();
        for (JsonNode subject : declaration.descriptor().path("subjects")) {
            String id = member(subject, "id");
            String type = subject.has("idType")
                    ? member(subject, "idType")
                    : text(subject.path("identifier").asText());
            String role = subject.has("rolePath")
                    ? member(subject, "rolePath")
                    : text(subject.path("role").asText());
            String name = subject.has("name") ? member(subject, "name") : "null";
            String rank = subject.has("name") ? subject.path("nameRank").asText("0") : "null";
            queries.add("select dataset, key, " + text(subject.path("kind").asText()) + ", subject_id(" + type + ", "
                    + id + "), " + role + ", " + name + ", " + rank + "::int from clean where dataset = "
                    + text(declaration.dataset()) + " and " + id + " is not null");
        }
        return queries;
    }

    private static String member(JsonNode subject, String key) {
        return "data ->> " + text(subject.path(key).asText());
    }

    private static String column(PlainField field) {
        return "\"clean " + field.name() + "\"";
    }

    private String value(PlainField field) {
        return clean(field, raw(field));
    }

    private String raw(PlainField field) {
        String raw = "v[" + declaration.place(field) + "]";
        for (JsonNode word : field.hint().path("nullWords")) {
            raw = "nullif(norm(" + raw + "), norm(" + text(word.asText()) + "))";
        }
        if (field.hint().has("pattern")) {
            raw = "norm(substring(norm(" + raw + ") from "
                    + text(field.hint().path("pattern").asText()) + "))";
        }
        return raw;
    }

    private String clean(PlainField field, String raw) {
        return switch (field.type()) {
            case "string" -> string(field, raw);
            case "long" -> "whole(" + raw + ")";
            case "money" -> money(field, raw);
            case "decimal" -> "decimal_number(" + raw + ")";
            case "date" -> date(field, raw);
            case "timestamp" -> "instant(" + raw + ")";
            case "boolean" -> "truth_value(" + raw + ")";
            default ->
                throw new OracleException(
                        declaration.dataset() + "." + field.name() + ": the oracle reads no " + field.type());
        };
    }

    private String string(PlainField field, String raw) {
        if (!field.hint().path("codes").isMissingNode()) {
            StringBuilder codes = new StringBuilder("case norm(" + raw + ")");
            field.hint().path("codes").properties().forEach(c -> codes.append(" when ")
                    .append(text(c.getKey()))
                    .append(" then ")
                    .append(text(c.getValue().asText())));
            return codes.append(" end").toString();
        }
        for (String check : field.checks()) {
            switch (check.replaceFirst(":.*", "")) {
                case "resident-id" -> {
                    return "resident_id(" + raw + ")";
                }
                case "uscc", "djxh", "unit-no" -> {
                    return "ident(" + raw + ")";
                }
                case "case-no" -> {
                    return "case_no(" + raw + ")";
                }
                case "property-certificate" -> {
                    return "certificate_no(" + raw + ")";
                }
                case "mobile" -> {
                    return "mobile(" + raw + ")";
                }
                case "identifier-of" -> {
                    return "clean_id(" + value(declaration.field(PlainField.argument(check))) + ", " + raw + ")";
                }
                default -> {
                    // a check that changes nothing
                }
            }
        }
        return "norm(" + raw + ")";
    }

    private String money(PlainField field, String raw) {
        String unit = field.hint().path("unit").asText("yuan");
        return switch (unit) {
            case "yuan" -> "fen(" + raw + ")";
            case "wan" -> "fen_of_wan(" + raw + ")";
            default ->
                throw new OracleException(
                        declaration.dataset() + "." + field.name() + ": the oracle knows no amounts in " + unit);
        };
    }

    private static String date(PlainField field, String raw) {
        if (!field.hint().has("format")) {
            return "iso_date(" + raw + ")";
        }
        String form = DATE_PART
                .matcher(field.hint().path("format").asText())
                .replaceAll(part -> part.group().equals("yyyy")
                        ? "(\\\\d{4})"
                        : part.group().length() == 2 ? "(\\\\d{2})" : "(\\\\d{1,2})");
        return "date_by(" + text("^" + form + "$") + ", " + raw + ")";
    }

    private List<String> faults(PlainField field) {
        List<String> faults = new ArrayList<>();
        String column = column(field);
        String name = text(field.name());
        boolean coded = !field.hint().path("codes").isMissingNode();
        String unread = coded ? "code-unknown" : "type";
        faults.add("case when " + column + " is null then case when norm(" + raw(field) + ") is not null then "
                + text(field.name() + "|" + unread)
                + (field.required() ? " else " + text(field.name() + "|required") : "") + " end end");
        for (String check : field.checks()) {
            String argument = PlainField.argument(check);
            String rule = check.replaceFirst(":.*", "");
            faults.add(
                    switch (rule) {
                        case "max-length" ->
                            "case when char_length(" + column + ") > " + argument + " then "
                                    + text(field.name() + "|max-length") + " end";
                        case "min" -> "min_fault(" + name + ", " + column + ", " + argument + ")";
                        case "max" ->
                            "case when " + column + " > " + argument + " then " + text(field.name() + "|max") + " end";
                        case "from" ->
                            "date_fault(" + name + ", " + day(field) + ", " + text(argument) + "::date, null)";
                        case "not-after-landing" -> "date_fault(" + name + ", " + day(field) + ", null, landing_day())";
                        default ->
                            "check_fault(" + name + ", " + column + ", false, " + good(field, rule, argument) + ", "
                                    + text(rule) + ")";
                    });
        }
        return faults;
    }

    /** Whether a text field is what a check asks for. */
    private String good(PlainField field, String rule, String argument) {
        String column = column(field);
        return switch (rule) {
            case "resident-id" -> "resident_ok(" + column + ")";
            case "uscc" -> "uscc_ok(" + column + ")";
            case "djxh" -> column + " ~ '^\\d{20}$'";
            case "unit-no" -> "unit_ok(" + column + ")";
            case "case-no" -> "case_no_ok(" + column + ")";
            case "property-certificate" -> "certificate_ok(" + column + ")";
            case "mobile" -> column + " ~ '^1[3-9]\\d{9}$'";
            case "identifier-of" -> "id_ok(" + column(declaration.field(argument)) + ", " + column + ")";
            case "one-of" -> column + " = any (string_to_array(" + text(argument) + ", ','))";
            case "matches" -> column + " ~ " + text("^(" + argument + ")$");
            default ->
                throw new OracleException(
                        declaration.dataset() + "." + field.name() + ": the oracle does not know the check " + rule);
        };
    }

    private static String day(PlainField field) {
        return field.type().equals("timestamp") ? "day_of(" + column(field) + ")" : column(field);
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
