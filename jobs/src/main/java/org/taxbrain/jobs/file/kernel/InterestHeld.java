package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.LocalDate;

/**
 * A case's notice to an applicant: interest that the court received and has not paid out.
 *
 * @param fen how much; null: the split is not known, the court must be asked
 * @param from when the first of it came
 * @param asOf the newest movement
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InterestHeld(BigInteger fen, LocalDate from, LocalDate asOf) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    byte[] encode() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a case's notice can't be written", e);
        }
    }

    static InterestHeld decode(byte[] bytes) {
        try {
            return JSON.readValue(bytes, InterestHeld.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a case's notice can't be read: state of another build?", e);
        }
    }
}
