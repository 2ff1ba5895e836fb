package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.rule.Rules;

/** A small person's file and a case's, as FileJob writes them from rows that the declarations of this build checked. */
final class Documents {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Catalogue CATALOGUE = Catalogue.load(List.of());
    static final String CASE = "case:(2021)浙0102执1234号";

    private Documents() {}

    static JsonNode person() {
        return read("person");
    }

    static JsonNode enforcementCase() {
        return read("case");
    }

    static Optional<JsonNode> file(String subject) {
        return subject.equals(CASE) ? Optional.of(enforcementCase()) : Optional.empty();
    }

    static Why why(boolean masked) {
        return new Why(CATALOGUE::find, Rules.load(), Documents::file, masked);
    }

    private static JsonNode read(String name) {
        try (InputStream in = Documents.class.getResourceAsStream("/lineage/" + name + ".json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Dataset dataset : CATALOGUE.datasets()) {
                text = text.replace("HASH:" + dataset.id() + "\"", dataset.hash() + "\"");
            }
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
