package org.taxbrain.oracle;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What the oracle reads, and where it computes.
 *
 * @param scratch database of its own, UTF-8 with collation C; created if absent; its schema {@code oracle} is dropped and made anew
 * @param propertyRegister front-end database of the property register
 * @param taxCore front-end database of the tax core
 * @param court the court's own database
 * @param exchangeTables tables that departments share
 * @param sent folder with {@code deliveries.jsonl}: what the departments sent as files
 * @param truth folder with the generator's {@code dirty.jsonl} and {@code mended.jsonl}
 * @param elasticsearch its URL
 * @param authorization value of the header {@code Authorization}, or null
 * @param pepper key of the document ids
 * @param landingDay the day on which the rows landed (Asia/Shanghai): no date in them may be later
 * @param samples how many differences to describe
 */
public record OracleConfig(
        Database scratch,
        Database propertyRegister,
        Database taxCore,
        Database court,
        Database exchangeTables,
        Path sent,
        Path truth,
        URI elasticsearch,
        String authorization,
        byte[] pepper,
        LocalDate landingDay,
        int samples) {

    public OracleConfig {
        Objects.requireNonNull(scratch, "scratch is null");
        Objects.requireNonNull(elasticsearch, "elasticsearch is null");
        Objects.requireNonNull(landingDay, "landingDay is null");
        pepper = pepper.clone();
    }

    @Override
    public byte[] pepper() {
        return pepper.clone();
    }

    /** The same, to describe another number of differences. */
    public OracleConfig withSamples(int number) {
        return new OracleConfig(
                scratch,
                propertyRegister,
                taxCore,
                court,
                exchangeTables,
                sent,
                truth,
                elasticsearch,
                authorization,
                pepper,
                landingDay,
                number);
    }

    /** The pepper is not shown. */
    @Override
    public String toString() {
        return "OracleConfig[" + elasticsearch + ", " + scratch + "]";
    }
}
