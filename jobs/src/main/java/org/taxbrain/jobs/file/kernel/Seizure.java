package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * A seizure as it stands with its renewals. Whether it has lapsed is for the reader to say, by comparing with today: no
 * document depends on the day on which it was written.
 *
 * @param number of the registration
 * @param kind as registered
 * @param from its first day; null: a waiting one
 * @param effectiveTo the latest end that it or a renewal of it states; null: none states one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Seizure(String number, String kind, LocalDate from, LocalDate effectiveTo) {
    static void write(JsonGenerator json, List<Seizure> seizures) throws IOException {
        json.writeArrayFieldStart("seizures");
        for (Seizure seizure : seizures) {
            json.writeStartObject();
            json.writeStringField("number", seizure.number);
            Json.text(json, "kind", seizure.kind);
            Json.text(json, "from", seizure.from);
            Json.text(json, "effectiveTo", seizure.effectiveTo);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
