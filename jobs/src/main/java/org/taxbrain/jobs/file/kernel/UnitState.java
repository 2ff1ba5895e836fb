package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/**
 * A unit's notice to the holders of its active rights: what burdens it.
 *
 * @param mortgaged whether a mortgage is active
 * @param secured sum that the active mortgages secure, in fen
 * @param seizures those that are no waiting ones, in their order
 */
record UnitState(boolean mortgaged, BigInteger secured, List<Seizure> seizures) implements Notice.Listed {
    @Override
    public Kind kind() {
        return Kind.UNIT;
    }

    /** Whether there is anything to tell: a holder whose unit is free of burdens is told nothing. */
    boolean hasBurden() {
        return mortgaged || !seizures.isEmpty();
    }

    @Override
    public void write(JsonGenerator json, String unit) throws IOException {
        json.writeStartObject();
        json.writeStringField("unit", unit);
        json.writeBooleanField("mortgaged", mortgaged);
        json.writeFieldName("secured");
        json.writeNumber(secured);
        Seizure.write(json, seizures);
        json.writeEndObject();
    }
}
