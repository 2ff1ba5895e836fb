package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.taxbrain.jobs.file.kernel.Datasets;
import org.taxbrain.jobs.file.kernel.PastFiles;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.rule.Rules;

/** Finds files as they were known at the end of a day. */
final class PastSubjectFiles implements FileLookup {
    private static final ZoneId BUREAU = ZoneId.of("Asia/Shanghai");
    private final LocalDate day;
    private final FactHistory history;
    private final PastFiles files;

    /**
     * @param pepper key of the hashes that versions are found by
     * @param datasets every declaration that a version was ever accepted by
     */
    PastSubjectFiles(Elasticsearch elasticsearch, byte[] pepper, Datasets datasets, LocalDate day) {
        this.day = day;
        Instant end = day.plusDays(1).atStartOfDay(BUREAU).toInstant();
        this.history = new FactHistory(elasticsearch, pepper, end);
        this.files = new PastFiles(new RowReader(datasets), Rules.load(), history);
    }

    /** The bureau's present day: a later one has no past. */
    static LocalDate today() {
        return LocalDate.now(BUREAU);
    }

    @Override
    public Optional<JsonNode> find(String id) throws IOException {
        Set<String> subjects = new LinkedHashSet<>();
        for (String candidate : SubjectFiles.candidates(id)) {
            subjects.add(files.canonical(candidate));
            // others may have been said to be this one, whoever it was itself
            subjects.add(candidate);
        }
        JsonNode found = null;
        for (String subject : subjects) {
            Optional<String> file = files.file(subject);
            if (file.isPresent() && found != null) {
                throw SubjectFiles.ambiguous();
            }
            found = file.isPresent() ? document(file.get()) : found;
        }
        return Optional.ofNullable(found);
    }

    /** As it stands in the index. */
    private static JsonNode document(String body) throws IOException {
        ObjectNode document = Elasticsearch.JSON.createObjectNode().put("deleted", false);
        return document.setAll((ObjectNode) Elasticsearch.JSON.readTree(body));
    }

    @Override
    public String notFound() throws IOException, InterruptedException {
        String none = "No file had this id at the end of " + day + " (" + BUREAU + ").";
        return history.beginning()
                .map(first -> LocalDate.ofInstant(first, BUREAU))
                .filter(day::isBefore)
                .map(first -> none + " The history begins on " + first + ".")
                .orElse(none);
    }
}
