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
import org.taxbrain.oracle.OracleException;

/** Loads the generator's word on which rows are dirty; deploy/city/README.md has the format. */
public final class Truth {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Truth() {}

    /** Loads {@code dirty.jsonl} and {@code mended.jsonl}; the second may be absent as long as nothing was mended. */
    public static void load(Path folder, Connection to) {
        if (!Files.isRegularFile(folder.resolve("dirty.jsonl"))) {
            throw new OracleException("no dirty.jsonl in " + folder + "; give the folder of the generator's truth");
        }
        read(folder.resolve("dirty.jsonl"), to, "truth_dirty", row -> new Object[] {
            text(row, "dataset"),
            text(row, "key"),
            text(row, "at"),
            text(row, "line"),
            text(row, "revision"),
            text(row, "kind"),
            text(row, "rule"),
            text(row, "field"),
            text(row, "phase")
        });
        if (Files.exists(folder.resolve("mended.jsonl"))) {
            read(folder.resolve("mended.jsonl"), to, "truth_mended", row ->
                    new Object[] {text(row, "dataset"), text(row, "key")});
        }
    }

    private interface Columns {
        Object[] of(JsonNode row);
    }

    private static void read(Path file, Connection to, String table, Columns columns) {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CopyTable copy = new CopyTable(to, table)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                copy.row(columns.of(JSON.readTree(line)));
            }
            copy.finish();
        } catch (IOException | SQLException e) {
            throw new OracleException("cannot load " + file + ", line " + number + ": " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
