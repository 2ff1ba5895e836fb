package org.taxbrain.oracle.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.taxbrain.oracle.OracleException;

/** Loads what the departments pushed and what was taken of it, every version. */
public final class Pushed {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VISIT = List.of(
            "visitId", "uscc", "addressCode", "result", "point", "photoDigest", "visitedAt", "gridWorker", "updatedAt");

    private Pushed() {}

    /** Loads {@code pushed.jsonl}; it is absent as long as nothing was pushed. */
    public static void load(Path sent, Connection to) {
        Path list = sent.resolve("pushed.jsonl");
        if (!Files.exists(list)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.UTF_8);
                CopyTable table = new CopyTable(to, "raw_site_visit")) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (JsonNode row : JSON.readTree(line).path("rows")) {
                    table.row(VISIT.stream().map(f -> row.path(f).textValue()).toArray());
                }
            }
            table.finish();
        } catch (IOException | SQLException e) {
            throw new OracleException("cannot load " + list + ": " + e.getMessage(), e);
        }
    }
}
