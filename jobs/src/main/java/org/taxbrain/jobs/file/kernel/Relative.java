package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

/**
 * A person's notice to a relative: how they are related, and, while they are, what of the one's file the rules on families
 * ask for. Who counts, and when, is for the rule to say: see {@link Relatives}.
 *
 * @param relation what the person is to the relative who is told: an id of {@link Relation}
 * @param from since when
 * @param to the day on which it ended; null: it has not
 * @param person who tells
 * @param homes homes that the person holds; null: the relation has ended, and nothing more is told
 * @param medicalYears in-catalogue self-pay by year, ascending; null: as for homes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Relative(
        String relation, LocalDate from, LocalDate to, String person, Homes homes, List<MedicalYear> medicalYears)
        implements Notice.Listed {

    /**
     * Homes of which a person holds an active right.
     *
     * @param count how many; {@link FamilySummary#MOST_COUNTED} stands for more, too
     * @param units the first of them, by id
     */
    record Homes(int count, List<String> units) {}

    /** What a person paid in a year of what the catalogue covers, in fen, reversals taken off. */
    record MedicalYear(int year, BigInteger selfPay) {}

    @Override
    public Kind kind() {
        return Kind.RELATIVE;
    }

    @Override
    public void write(JsonGenerator json, String object) throws IOException {
        json.writeStartObject();
        json.writeStringField("relation", relation);
        Json.text(json, "from", from);
        Json.text(json, "to", to);
        json.writeStringField("person", person);
        if (homes != null) {
            json.writeObjectFieldStart("homes");
            json.writeNumberField("count", homes.count);
            Json.texts(json, "units", homes.units);
            json.writeEndObject();
        }
        if (medicalYears != null) {
            json.writeArrayFieldStart("medicalYears");
            for (MedicalYear year : medicalYears) {
                json.writeStartObject();
                json.writeNumberField("year", year.year);
                json.writeFieldName("selfPay");
                json.writeNumber(year.selfPay);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
