package org.taxbrain.jobs.advice;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.connectors.config.Pepper;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.clean.Declarations;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Wire;

/**
 * Reads of each accepted version what is judged of it, by the declaration that it was accepted by. Versions of declarations that let
 * nothing be judged are passed over.
 */
final class ClaimReader extends RichFlatMapFunction<RawRecord, RowClaims> {
    private static final long serialVersionUID = 1L;

    private final CatalogueAccess catalogue;
    private final String pepperFile;

    private transient Declarations<Judged> declared;
    private transient Wire<CleanRecord> history;
    private transient byte[] pepper;

    /** @param pepperFile file with the key of the keyed hashes, where tasks run */
    ClaimReader(CatalogueAccess catalogue, String pepperFile) {
        this.catalogue = catalogue;
        this.pepperFile = pepperFile;
    }

    @Override
    public void open(OpenContext context) {
        declared = new Declarations<>(catalogue.open(), Judged::new);
        history = Wire.clean();
        pepper = Pepper.read(Path.of(pepperFile));
    }

    @Override
    public void close() {
        if (declared != null) {
            declared.close();
        }
    }

    @Override
    public void flatMap(RawRecord in, Collector<RowClaims> out) {
        CleanRecord version = history.decode(in.value);
        Judged judged = declared.get(version.getDescriptorHash());
        if (judged == null || judged.isEmpty()) {
            return;
        }
        RowClaims claims = new RowClaims();
        claims.row = new String(in.key, StandardCharsets.UTF_8);
        claims.claims = judged.claims(version, pepper);
        out.collect(claims);
    }
}
