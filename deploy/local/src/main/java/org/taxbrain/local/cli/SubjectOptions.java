package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.text.Text;
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

    /**
     * Finds the file, and notes the look into it.
     *
     * @throws CliException if there is none, or if the access log can't be written
     */
    JsonNode read(String command, FileLookup files, StackLayout layout, Applications applications)
            throws IOException, InterruptedException {
        Optional<JsonNode> file = files.find(id);
        String subject = file.map(f -> f.path("subject").asText())
                .orElseGet(() -> Objects.requireNonNullElse(Text.normalise(id), ""));
        AccessLog.of(layout, applications.pepper()).record(command, subject, file.isPresent(), masked(), purpose);
        if (file.isEmpty()) {
            throw new CliException(files.notFound());
        }
        return file.get();
    }
}
