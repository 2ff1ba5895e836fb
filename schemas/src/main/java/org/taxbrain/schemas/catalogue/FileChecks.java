package org.taxbrain.schemas.catalogue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.taxbrain.schemas.value.Dates;

/** That files can be read by what a descriptor says of them. */
final class FileChecks {
    private static final String AT = "source.files.";
    private static final Set<String> CSV = Set.of("csv");
    private static final Set<String> LINES = Set.of("csv", "fixed");
    private static final List<String> FORMATS = List.of("csv", "fixed", "json", "xml", "camt.053");
    private static final int MAX_HEADER_LINES = 2;
    private static final int MAX_DELIMITER = 8;

    private final Dataset dataset;
    private final Descriptor.Files files;
    private final List<Fault> faults;

    private FileChecks(Dataset dataset, List<Fault> faults) {
        this.dataset = dataset;
        this.files = dataset.descriptor().source().files();
        this.faults = faults;
    }

    static void check(Dataset dataset, List<Fault> faults) {
        FileChecks checks = new FileChecks(dataset, faults);
        checks.names();
        checks.text();
        checks.lines();
        checks.rows();
        checks.header();
        checks.totals();
        checks.positions();
        checks.seal();
    }

    private void names() {
        require("system", files.system());
        require("directory", files.directory());
        require("name", files.name());
        boolean dated = isPattern("name", files.name()) && files.name().contains("(?<date>");
        if (files.nameDate() != null) {
            if (!dated) {
                fault("nameDate", "the name has no group date that it could read: write (?<date>…) in the name");
            }
            try {
                Dates.ofMonths(files.nameDate());
            } catch (IllegalArgumentException e) {
                fault("nameDate", e.getMessage());
            }
        }
    }

    private void text() {
        if (!FORMATS.contains(Objects.toString(files.format()))) {
            fault("format", "unknown format " + files.format() + ", use one of " + FORMATS);
        }
        charset("charset", files.charset());
        charset("fallbackCharset", files.fallbackCharset());
        onlyFor("fallbackCharset", files.fallbackCharset(), Set.of("csv", "fixed", "json"));
        boolean byLine = files.fallbackCharset() != null || "fixed".equals(files.format());
        if (byLine && (isWide(files.charset()) || isWide(files.fallbackCharset()))) {
            fault("charset", "lines of UTF-16 or UTF-32 can't be told apart byte by byte; use UTF-8 or a GB charset");
        }
    }

    private void lines() {
        if (files.delimiter() != null && !files.delimiter().matches("[^\"\r\n]{1," + MAX_DELIMITER + "}")) {
            fault("delimiter", "give one to " + MAX_DELIMITER + " characters, none of which is a quote or a line end");
        }
        if (files.quote() != null) {
            onlyFor("quote", files.quote(), CSV);
            boolean one = files.quote().length() == 1 && !"\r\n".contains(files.quote());
            if (!one && !files.quote().equals("none")) {
                fault("quote", "give one character, or none where quotes are text");
            } else if (one && (files.delimiter() == null ? "," : files.delimiter()).contains(files.quote())) {
                fault("quote", "must be another character than those of the delimiter");
            }
        }
        onlyFor("skipLines", files.skipLines(), LINES);
        if (files.skipLines() != null && files.skipLines() < 0) {
            fault("skipLines", "give 0 or more");
        }
        if (files.headerLines() != null && (files.headerLines() < 0 || files.headerLines() > MAX_HEADER_LINES)) {
            fault("headerLines", "give 0, 1 or 2; lines before the header are skipLines");
        }
        onlyFor("widthIn", files.widthIn(), Set.of("fixed"));
    }

    private void rows() {
        onlyFor("row", files.row(), Set.of("xml", "json"));
        if ("xml".equals(files.format()) && (files.row() == null || !files.row().matches("[^/@\\s]+(/[^/@\\s]+)*"))) {
            fault("row", "give the path of the element that is a row, from the root, such as Report/Rows/Row");
        }
        if ("json".equals(files.format()) && files.row() != null && !files.row().matches("(/[^/]+)+")) {
            fault(
                    "row",
                    "give the JSON pointer of the array of rows, such as /data/rows; leave it out for an array or lines");
        }
    }

    /** What stands before the rows is neither in one nor around them. */
    private void header() {
        for (Field field : dataset.fields()) {
            for (String source : field.sourceNames()) {
                if (!files.isInHeader(source)) {
                    continue;
                }
                String rows = "json".equals(files.format()) ? "#" + files.row() : "/" + files.row();
                if (files.row() == null) {
                    hint(field, "source: " + source + " stands beside an array of rows; say in row where that is");
                } else if ((source + "/").startsWith(rows + "/")) {
                    hint(field, "source: " + source + " is in the row itself; give it from there");
                } else if (rows.startsWith(source + "/")) {
                    hint(field, "source: " + source + " is around the rows; name what stands before them");
                } else if ("xml".equals(files.format()) && !source.startsWith(rows.replaceFirst("(?<=.)/.*", "/"))) {
                    hint(field, "source: " + source + " has another root than the rows, " + files.row());
                } else if (field.type() == FieldType.LIST) {
                    hint(field, "source: " + source + " is one value, and this field a list");
                }
            }
        }
    }

    private void totals() {
        boolean total = false;
        if (files.trailer() != null) {
            onlyFor("trailer", files.trailer(), LINES);
            if (isPattern("trailer", files.trailer()) && !files.trailer().contains("(?<rows>")) {
                fault("trailer", "say where its number of rows stands: (?<rows>\\d+)");
            }
            total = files.trailer().contains("(?<total>");
            if (total && files.totalField() == null) {
                fault("totalField", "name the field that the trailer's total sums");
            }
        }
        if (files.totalField() != null) {
            if (dataset.field(files.totalField()) == null) {
                fault("totalField", "the schema has no field " + files.totalField());
            }
            if (files.control() == null && !total) {
                fault("totalField", "needs a control file or a trailer that says the total");
            }
        }
    }

    private void positions() {
        boolean fixed = "fixed".equals(files.format());
        boolean csv = "csv".equals(files.format());
        boolean headless = csv && files.headerLines() != null && files.headerLines() == 0;
        boolean numbered = dataset.fields().stream().anyMatch(f -> f.hint().column() != null);
        for (Field field : dataset.fields()) {
            FieldHint hint = field.hint();
            if (fixed && (hint.start() == null || hint.length() == null || hint.start() < 1 || hint.length() < 1)) {
                hint(field, "start, length: say where in the line it stands, from 1, and how long it is");
            }
            if (!fixed && (hint.start() != null || hint.length() != null)) {
                hint(field, "start, length: only a file of the format fixed has positions");
            }
            if (hint.column() != null && (!csv || hint.column() < 1)) {
                hint(field, "column: give the number of a column, from 1, of a file of the format csv");
            }
            if (headless && numbered && hint.column() == null) {
                hint(field, "column: is missing; without a header, all fields have one or none has");
            }
        }
        Set<String> top = new HashSet<>();
        dataset.fields().forEach(f -> top.add(f.path()));
        dataset.descriptor().fields().forEach((path, hint) -> {
            if (!top.contains(path) && (hint.column() != null || hint.start() != null || hint.length() != null)) {
                faults.add(Fault.ofField(
                        path, "hint", "column, start, length: a field of a list has no place of its own"));
            }
        });
    }

    private void seal() {
        if (files.encryption() != null && !files.encryption().equals("sm4-gcm")) {
            fault("encryption", "unknown encryption " + files.encryption() + ", use sm4-gcm, or leave it out");
        }
        if (files.signature() != null && !files.signature().equals("sm2")) {
            fault("signature", "unknown signature " + files.signature() + ", use sm2, or leave it out");
        }
        if (files.signature() != null && files.control() == null) {
            fault("signature", "needs a control file, in which it stands");
        }
    }

    private void hint(Field field, String message) {
        faults.add(Fault.ofField(field.path(), "hint", message));
    }

    private void onlyFor(String key, Object value, Set<String> formats) {
        if (value != null && files.format() != null && !formats.contains(files.format())) {
            fault(
                    key,
                    "is no key of the format " + files.format() + ", only of "
                            + formats.stream().sorted().toList());
        }
    }

    private boolean isPattern(String key, String expression) {
        try {
            return expression != null && Pattern.compile(expression) != null;
        } catch (PatternSyntaxException e) {
            fault(key, "not a regular expression: " + e.getDescription());
            return false;
        }
    }

    private void charset(String key, String name) {
        if (name != null && !isCharset(name)) {
            fault(key, "this machine knows no charset " + name + "; use an IANA name such as GBK or UTF-8");
        }
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a line end is not the one byte that it is in ASCII. */
    private static boolean isWide(String name) {
        return name != null
                && isCharset(name)
                && Charset.forName(name).canEncode()
                && "\n".getBytes(Charset.forName(name)).length != "\n".getBytes(StandardCharsets.US_ASCII).length;
    }

    private void require(String key, String value) {
        if (value == null || value.isBlank()) {
            fault(key, "is missing");
        }
    }

    private void fault(String key, String message) {
        faults.add(Fault.of(AT + key, message));
    }
}
