package org.taxbrain.schemas.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * The envelopes' schemas of every release, {@code released/<release>/<record>.avsc}: topics keep what earlier releases wrote, and
 * checkpoints point to it.
 */
final class ReleasedSchemas {
    private static final String ROOT = "/released/";

    private ReleasedSchemas() {}

    /** The releases' names, the oldest first. */
    static List<String> releases() {
        return text("releases.txt")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** A record's schemas of all releases that have it, the oldest first. */
    static List<Schema> of(String record) {
        return releases().stream()
                .map(release -> release + "/" + record + ".avsc")
                .filter(file -> ReleasedSchemas.class.getResource(ROOT + file) != null)
                .map(file -> new Schema.Parser().parse(text(file)))
                .toList();
    }

    /** Where a decoder finds the schema that a record was written with, by its fingerprint. */
    static SchemaStore store(List<Schema> schemas) {
        SchemaStore.Cache store = new SchemaStore.Cache();
        schemas.forEach(store::addSchema);
        return store;
    }

    private static String text(String file) {
        try (InputStream in = ReleasedSchemas.class.getResourceAsStream(ROOT + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(ROOT + file + " can't be read", e);
        }
    }
}
