package org.taxbrain.schemas.catalogue;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** That a way in can be used: better said when a dataset is declared than when its first file comes. */
final class SourceChecks {
    private static final List<String> FORMATS = List.of("csv", "camt.053");
    private static final int MAX_HEADER_LINES = 2;

    private SourceChecks() {}

    static void check(Dataset dataset, List<Fault> faults) {
        Descriptor.SourceSpec source = dataset.descriptor().source();
        if (source == null
                || Stream.of(source.cdc(), source.files(), source.http())
                                .filter(Objects::nonNull)
                                .count()
                        != 1) {
            faults.add(Fault.of("source", "give exactly one of cdc, files, http"));
            return;
        }
        if (source.cdc() != null) {
            require(faults, "source.cdc.system", source.cdc().system());
            require(faults, "source.cdc.table", source.cdc().table());
        } else if (source.files() != null) {
            files(dataset, source.files(), faults);
        } else {
            http(source.http(), faults);
        }
    }

    private static void files(Dataset dataset, Descriptor.Files files, List<Fault> faults) {
        require(faults, "source.files.system", files.system());
        require(faults, "source.files.directory", files.directory());
        require(faults, "source.files.name", files.name());
        if (files.name() != null) {
            try {
                Pattern.compile(files.name());
            } catch (PatternSyntaxException e) {
                faults.add(Fault.of("source.files.name", "not a regular expression: " + e.getDescription()));
            }
        }
        if (!FORMATS.contains(Objects.toString(files.format()))) {
            faults.add(Fault.of("source.files.format", "unknown format " + files.format() + ", use one of " + FORMATS));
        }
        if (files.charset() != null && !isCharset(files.charset())) {
            faults.add(Fault.of(
                    "source.files.charset",
                    "this machine knows no charset " + files.charset() + "; use an IANA name such as GBK or UTF-8"));
        }
        if (files.delimiter() != null && (files.delimiter().length() != 1 || "\"\r\n".contains(files.delimiter()))) {
            faults.add(Fault.of("source.files.delimiter", "give one character that is neither a quote nor a line end"));
        }
        if (files.headerLines() != null && (files.headerLines() < 0 || files.headerLines() > MAX_HEADER_LINES)) {
            faults.add(Fault.of("source.files.headerLines", "give 0, 1 or 2"));
        }
        if (files.totalField() != null) {
            if (dataset.field(files.totalField()) == null) {
                faults.add(Fault.of("source.files.totalField", "the schema has no field " + files.totalField()));
            }
            if (files.control() == null) {
                faults.add(Fault.of("source.files.totalField", "needs a control file that says the total"));
            }
        }
    }

    private static void http(Descriptor.Http http, List<Fault> faults) {
        require(faults, "source.http.system", http.system());
        require(faults, "source.http.updatedAt", http.updatedAt());
        if (http.path() == null || !http.path().startsWith("/")) {
            faults.add(Fault.of("source.http.path", "give the resource's path, such as /api/cases"));
        }
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(List<Fault> faults, String key, String value) {
        if (value == null || value.isBlank()) {
            faults.add(Fault.of(key, "is missing"));
        }
    }
}
