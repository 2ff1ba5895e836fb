package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.taxbrain.local.StackLayout;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose file is read, how much of it is shown, and what for: the same for every command that reads one. */
final class SubjectOptions {
    @Parameters(
            index = "0",
            paramLabel = "TAXPAYER-ID",
            description =
                    "Resident id, USCC, DJXH, passport, unit or case number; or a subject id such as business:9133….")
    private String id;

    @Option(names = "--unmask", description = "Show personal data in full.")
    private boolean unmask;

    @Option(
            names = "--purpose",
            paramLabel = "TEXT",
            description = "What the file is read for; stands in the access log beside who read it.")
    private String purpose;

    boolean masked() {
        return !unmask;
    }

    /** What a command reads files by. */
    SubjectReading reading(String command, StackLayout layout) {
        return new SubjectReading(command, layout, masked(), purpose);
    }

    /**
     * The file that is asked for.
     *
     * @param files where it is looked for
     * @throws CliException if there is none, or if the access log can't be written
     */
    JsonNode read(SubjectReading reading, FileLookup files) throws IOException, InterruptedException {
        Optional<JsonNode> file = reading.find(files, id);
        if (file.isEmpty()) {
            throw new CliException(files.notFound());
        }
        return file.get();
    }
}
