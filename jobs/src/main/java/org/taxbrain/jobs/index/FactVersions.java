package org.taxbrain.jobs.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.jobs.file.kernel.Datasets;
import org.taxbrain.jobs.file.kernel.Mentions;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.index.RowJson;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Sm3;

/**
 * Makes documents of the history's versions: found by keyed hashes of the ids that they name, and holding the version as it
 * was accepted. A version is written once. CleanJob may write it again into the history when it was started from an older
 * checkpoint, or from none: the first writing counts, and with it the place in the order of versions. Not safe for threads.
 */
final class FactVersions {
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] pepper;
    private final long generation;
    private final Wire<CleanRecord> clean = Wire.clean();
    private final RowReader rows;

    FactVersions(byte[] pepper, long generation, Datasets datasets) {
        this.pepper = pepper.clone();
        this.generation = generation;
        this.rows = new RowReader(datasets);
    }

    /** The version in a record, as far as it can be read without its declaration. */
    CleanRecord version(RawRecord in) {
        return clean.decode(in.value);
    }

    /**
     * The document of a version.
     *
     * @param sequence greater than that of every earlier version of the same row
     */
    IndexWrite write(RawRecord in, CleanRecord version, long sequence) throws IOException {
        String row = hash(version.getDataset() + '|' + version.getKey());
        Mentions mentions = Mentions.of(rows, version);
        ByteArrayOutputStream out = new ByteArrayOutputStream(512 + 2 * in.value.length);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeBooleanField("deleted", false);
            json.writeStringField("dataset", version.getDataset());
            json.writeStringField("row", row);
            json.writeNumberField("sequence", sequence);
            hashes(json, "subjects", mentions.subjects());
            hashes(json, "aliases", mentions.aliases().keySet());
            hashes(json, "canonical", mentions.aliases().values());
            json.writeStringField("knownAt", RowJson.instant(version.getLandedAt()));
            if (mentions.validFrom() != null) {
                json.writeStringField("validFrom", mentions.validFrom().toString());
            }
            if (mentions.validTo() != null) {
                json.writeStringField("validTo", mentions.validTo().toString());
            }
            json.writeBinaryField("version", in.value);
            json.writeEndObject();
        }
        return new IndexWrite(
                IndexNames.FACT_VERSION, id(row, version), generation, out.toByteArray(), DocumentReader.origin(in));
    }

    /** A row has no two accepted versions of one order, declaration and landing. */
    private String id(String row, CleanRecord version) {
        String order = version.getOrder().stream().map(String::valueOf).collect(Collectors.joining("."));
        return hash(row + '|' + order + '|' + version.getDescriptorHash() + '|' + version.getLandedAt());
    }

    private void hashes(JsonGenerator json, String name, Collection<String> ids) throws IOException {
        if (!ids.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String id : ids) {
                json.writeString(hash(id));
            }
            json.writeEndArray();
        }
    }

    private String hash(String text) {
        return Sm3.keyedHash(pepper, text);
    }
}
