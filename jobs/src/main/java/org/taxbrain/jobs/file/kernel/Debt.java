package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A case's notice to its parties: that the court has the debt under several numbers, so that nobody counts it twice.
 *
 * @param numbers all of them, sorted
 */
record Debt(List<String> numbers) implements Notice.Listed {
    @Override
    public Kind kind() {
        return Kind.DEBT;
    }

    @Override
    public void write(JsonGenerator json, String caseSubject) throws IOException {
        json.writeStartObject();
        json.writeStringField("case", caseSubject);
        Json.texts(json, "numbers", numbers);
        json.writeEndObject();
    }
}
