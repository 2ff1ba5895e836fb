package org.taxbrain.connectors.files.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.parse.CleanResult;
import org.taxbrain.schemas.parse.RowCleaner;

/**
 * A proposed declaration of a dataset: what the sample shows. What no file can show (purpose, legal basis, sharing,
 * agreement, retention) is taken from whoever asks, or left out, and then the declaration is refused until it is there.
 */
public final class DeclarationDraft {
    private static final int MOST_KEY_COLUMNS = 3;
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*|[0-9]+");
    private static final Pattern DATE_IN_NAME = Pattern.compile("(?<!\\d)(19|20)\\d{6}(?!\\d)");
    private static final Set<String> RESERVED = Set.of(
            "date",
            "time",
            "record",
            "string",
            "long",
            "int",
            "union",
            "null",
            "array",
            "map",
            "enum",
            "fixed",
            "error",
            "boolean",
            "decimal",
            "protocol",
            "namespace",
            "import",
            "void",
            "true",
            "false",
            "bytes",
            "double",
            "float",
            "throws",
            "oneway",
            "schema",
            "uuid");

    private final String dataset;
    private final Sample sample;
    private final String fileName;
    private final Map<String, String> lawful;
    private final List<ColumnGuess> columns = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private final List<Integer> key;

    /**
     * @param dataset id of the new dataset
     * @param fileName of the sample
     * @param lawful what is known of {@code department}, {@code title}, {@code purpose}, {@code legalBasis}, {@code sharing},
     *     {@code agreementExpiry} and {@code retention}, as it shall stand in the descriptor
     */
    public DeclarationDraft(String dataset, Sample sample, String fileName, Map<String, String> lawful) {
        this.dataset = dataset;
        this.sample = sample;
        this.fileName = fileName;
        this.lawful = Map.copyOf(lawful);
        for (int i = 0; i < sample.columns().size(); i++) {
            String name = sample.columns().get(i).name();
            columns.add(ColumnGuess.of(name, sample.column(i)));
            fields.add(fieldName(name, i));
        }
        this.key = key();
    }

    /** What is still missing: the lawful part, and the key where no columns show themselves as one. */
    public List<String> missing() {
        return Stream.of("key", "department", "purpose", "legalBasis", "sharing", "agreementExpiry", "retention")
                .filter(k -> k.equals("key") ? key.isEmpty() : !lawful.containsKey(k))
                .toList();
    }

    /** ASCII in camel case; a name that has no such form becomes {@code column7}, and its label keeps it. */
    private String fieldName(String name, int index) {
        StringBuilder made = new StringBuilder();
        WORD.matcher(name).results().map(r -> r.group()).forEach(word -> {
            boolean isShout = word.equals(word.toUpperCase(Locale.ROOT));
            String plain = isShout ? word.toLowerCase(Locale.ROOT) : word;
            made.append(
                            made.isEmpty()
                                    ? plain.substring(0, 1).toLowerCase(Locale.ROOT)
                                    : plain.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(plain.substring(1));
        });
        boolean isUsable = !made.isEmpty()
                && Character.isLetter(made.charAt(0))
                && name.chars().allMatch(c -> c < 128);
        String field = isUsable ? made.toString() : "column" + (index + 1);
        return RESERVED.contains(field) || fields.contains(field) ? field + (index + 1) : field;
    }

    /** The first columns, as few as possible, that are never missing and together never repeat but where a whole row does; none: no three do. */
    private List<Integer> key() {
        List<List<String>> rows = sample.rows().stream().distinct().toList();
        List<Integer> present = IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).isOptional())
                .boxed()
                .toList();
        for (int size = 1; size <= MOST_KEY_COLUMNS; size++) {
            List<Integer> found = unique(rows, present, size, List.of());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Integer> unique(
            List<List<String>> rows, List<Integer> present, int size, List<Integer> chosen) {
        if (chosen.size() == size) {
            Set<List<String>> seen = new HashSet<>();
            return rows.stream()
                            .allMatch(row ->
                                    seen.add(chosen.stream().map(row::get).toList()))
                    ? chosen
                    : List.of();
        }
        for (int column : present) {
            if (chosen.isEmpty() || column > chosen.get(chosen.size() - 1)) {
                List<Integer> more = new ArrayList<>(chosen);
                more.add(column);
                List<Integer> found = unique(rows, present, size, more);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    /** The schema: Avro IDL. */
    public String idl() {
        String record = recordName();
        StringBuilder idl = new StringBuilder();
        idl.append("@namespace(\"org.taxbrain.dataset\")\nprotocol ")
                .append(record)
                .append("Rows {\n");
        idl.append("  /** ").append(lawful.getOrDefault("title", dataset)).append(": say what one row is. */\n");
        idl.append("  record ").append(record).append(" {\n");
        for (int i = 0; i < columns.size(); i++) {
            idl.append("    ").append(field(i)).append('\n');
        }
        return idl.append("  }\n}\n").toString();
    }

    private String field(int index) {
        ColumnGuess column = columns.get(index);
        List<String> checks = new ArrayList<>();
        String meaning = "";
        String type =
                switch (column.type()) {
                    case LONG -> "long";
                    case MONEY -> {
                        meaning = " @meaning(\"money\")";
                        yield "long";
                    }
                    case DECIMAL -> {
                        meaning = " @meaning(\"decimal\")";
                        yield "string";
                    }
                    case DATE -> "date";
                    case TIMESTAMP -> "timestamp_ms";
                    case BOOLEAN -> "boolean";
                    default -> "string";
                };
        if (column.identifier() != null) {
            checks.add(column.identifier().id());
        } else if (type.equals("string") && meaning.isEmpty() && column.codes().isEmpty()) {
            checks.add("max-length:" + roomFor(column.longest()));
        }
        boolean isOptional = column.isOptional() && !key.contains(index);
        return (isOptional ? "union { null, " + type + " }" : type)
                + " @label(\"" + column.name().replace("\\", "").replace("\"", "") + "\")"
                + meaning
                + (column.isPersonal() ? " @sensitivity(\"personal\")" : "")
                + (checks.isEmpty()
                        ? ""
                        : checks.stream().collect(Collectors.joining("\", \"", " @checks([\"", "\"])")))
                + " " + fields.get(index) + (isOptional ? " = null" : "") + ";";
    }

    /** Twice what was seen, in tens. */
    private static int roomFor(int longest) {
        return (longest * 2 + 9) / 10 * 10;
    }

    /** The descriptor: YAML. */
    public String descriptor() {
        StringBuilder yaml = new StringBuilder();
        Consumer<String> line = text -> yaml.append(text).append('\n');
        line.accept("dataset: " + dataset);
        line.accept("revision: 1");
        lawful(line, "department", "id of the department that sends it");
        line.accept(
                "title: {zh-CN: " + quoted(lawful.getOrDefault("title", dataset)) + ", en: " + quoted(dataset) + "}");
        line.accept("record: " + recordName());
        line.accept("key: [" + key.stream().map(fields::get).collect(Collectors.joining(", ")) + "]"
                + (key.isEmpty() ? " # no three columns of the sample are unique: name the fields that are" : ""));
        line.accept("extent: incremental # full: what a file lacks is deleted");
        line.accept("freshness: " + lawful.getOrDefault("freshness", "PT26H"));
        lawful(line, "purpose", "what it is used for (政务数据共享条例)");
        lawful(line, "legalBasis", "law or agreement that permits it");
        lawful(line, "sharing", "unconditional or conditional");
        lawful(line, "agreementExpiry", "until when it may be used, such as 2028-12-31");
        lawful(line, "retention", "how long rows are kept, such as P10Y");
        line.accept("records: true # every row can be searched by itself, in the index record-" + dataset);
        source(line);
        hints(line);
        subjects(line);
        return yaml.toString();
    }

    private void lawful(Consumer<String> line, String name, String what) {
        String value = lawful.get(name);
        line.accept(value == null ? "# " + name + ": … # " + what + "; needed" : name + ": " + quoted(value));
    }

    private void source(Consumer<String> line) {
        line.accept("source:");
        line.accept("  files:");
        line.accept("    system: exchange # the data-sharing platform; or the department's own server");
        line.accept("    directory: " + dataset);
        line.accept("    name: " + single(namePattern()));
        sample.remarks().forEach(remark -> line.accept("    # " + remark));
        sample.files().forEach(key -> line.accept("    " + key));
    }

    /** The sample's name, with its date as the business date. */
    private String namePattern() {
        String plain = fileName.replaceFirst("\\.(gz|zip)$", "");
        var date = DATE_IN_NAME.matcher(plain);
        if (date.find()) {
            return literal(plain.substring(0, date.start())) + "(?<date>\\d{8})" + literal(plain.substring(date.end()));
        }
        int dot = plain.lastIndexOf('.');
        return dot < 0
                ? literal(plain) + ".*"
                : literal(plain.substring(0, dot)) + ".*" + literal(plain.substring(dot));
    }

    private static String literal(String text) {
        return text.replaceAll("([\\\\.\\[\\]{}()*+?^$|])", "\\\\$1");
    }

    private void hints(Consumer<String> line) {
        List<String> hints = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            hint(i).ifPresent(hints::add);
        }
        if (!hints.isEmpty()) {
            line.accept("fields:");
            hints.forEach(line);
        }
    }

    private Optional<String> hint(int index) {
        ColumnGuess column = columns.get(index);
        Map<String, String> parts = new TreeMap<>(Comparator.comparing(
                List.of("source", "start", "length", "format", "numerals", "nullWords", "codes")::indexOf));
        sample.columns().get(index).hints().forEach((hint, value) -> {
            if (!hint.equals("source")) {
                parts.put(hint, value);
            } else if (!value.equals(fields.get(index))) {
                parts.put(hint, quoted(value));
            }
        });
        if (column.format() != null) {
            parts.put("format", quoted(column.format()));
        }
        if (column.numerals() != null) {
            parts.put("numerals", column.numerals().name().toLowerCase(Locale.ROOT));
        }
        if (!column.nullWords().isEmpty()) {
            parts.put(
                    "nullWords",
                    column.nullWords().stream()
                            .map(DeclarationDraft::quoted)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        if (!column.codes().isEmpty()) {
            parts.put(
                    "codes",
                    column.codes().stream()
                            .map(c -> quoted(c) + ": " + quoted(c))
                            .collect(Collectors.joining(", ", "{", "}")));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("  " + fields.get(index) + ": "
                        + parts.entrySet().stream()
                                .map(e -> e.getKey() + ": " + e.getValue())
                                .collect(Collectors.joining(", ", "{", "}")));
    }

    private void subjects(Consumer<String> line) {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Identifier identifier = columns.get(i).identifier();
            String kind = identifier == null
                    ? null
                    : Identifier.taxpayerIds().contains(identifier.id())
                            ? "taxpayer"
                            : identifier == Identifier.UNIT_NO
                                    ? "property-unit"
                                    : identifier == Identifier.CASE_NO ? "enforcement-case" : null;
            if (kind != null) {
                subjects.add("  - {kind: " + kind + ", id: " + fields.get(i) + ", identifier: " + identifier.id()
                        + ", role: subject}");
            }
        }
        if (subjects.isEmpty()) {
            line.accept("subjects: [] # no column holds an identifier whose check digits fit: rows join no file");
        } else {
            line.accept("subjects: # whose file a row joins; say in role what they are to it");
            subjects.forEach(line);
        }
    }

    private String recordName() {
        StringBuilder name = new StringBuilder();
        for (String part : dataset.split("-")) {
            name.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        return name.toString();
    }

    /** As a value of YAML. */
    static String quoted(String value) {
        return value.matches("[\\p{IsAlphabetic}][\\p{IsAlphabetic}0-9_-]*")
                        && !value.matches("(?i)true|false|null|yes|no|on|off|y|n")
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String single(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /**
     * How the sample's rows fare by this declaration.
     *
     * @param clean rows that pass
     * @param faults rows that would be quarantined, by field and rule
     */
    public record Trial(int clean, Map<String, Integer> faults) {}

    /**
     * Reads the sample's rows by the declaration.
     *
     * @throws org.taxbrain.schemas.catalogue.CatalogueException if something is missing still
     */
    public Trial trial(long now) {
        RowCleaner cleaner = RowCleaner.of(Dataset.parse(dataset, descriptor(), idl()));
        int clean = 0;
        Map<String, Integer> faults = new TreeMap<>();
        for (List<String> row : sample.rows()) {
            CleanResult result = cleaner.clean(row, now);
            if (result instanceof CleanResult.Fault fault) {
                faults.merge(fault.field() + ": " + fault.rule(), 1, Integer::sum);
            } else {
                clean++;
            }
        }
        return new Trial(clean, faults);
    }
}
