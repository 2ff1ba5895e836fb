package org.taxbrain.schemas.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.check.Checks;

/** A taxpayer's, unit's or case's file with personal data masked, for people who need the shape and not the person. */
public final class MaskedFile {
    private final Function<String, Optional<Dataset>> datasets;

    /** @param datasets looks up a dataset by id; a section of one that it doesn't know is left out but for its count */
    public MaskedFile(Function<String, Optional<Dataset>> datasets) {
        this.datasets = datasets;
    }

    /** A masked copy of a file's document. */
    public ObjectNode mask(JsonNode file) {
        ObjectNode masked = file.deepCopy();
        String subject = file.path("subject").asText();
        replace(masked, "subject", MaskedFile::subjectId);
        replace(masked, "name", n -> Masking.subjectName(subject, n));
        replaceAll(masked, "names", n -> Masking.subjectName(subject, n));
        replaceAll(masked, "identifiers", MaskedFile::subjectId);
        masked.path("relatives").forEach(r -> replace((ObjectNode) r, "person", MaskedFile::subjectId));
        masked.at("/summary/parties").forEach(p -> maskParty((ObjectNode) p));
        masked.at("/positions/items").forEach(p -> maskPosition((ObjectNode) p, "business"));
        masked.at("/positionHolders/items").forEach(p -> maskPosition((ObjectNode) p, "holder"));
        for (Map.Entry<String, JsonNode> section : masked.path("sections").properties()) {
            Optional<Dataset> dataset = datasets.apply(section.getKey());
            if (dataset.isEmpty()) {
                ((ObjectNode) section.getValue()).remove("items");
            } else {
                section.getValue().path("items").forEach(item -> maskItem(dataset.get(), (ObjectNode) item));
            }
        }
        return masked;
    }

    private static void maskParty(ObjectNode party) {
        String id = party.path("subject").asText();
        replace(party, "name", n -> Masking.subjectName(id, n));
        replace(party, "subject", MaskedFile::subjectId);
    }

    /** @param other field that names who stands on the other side */
    private static void maskPosition(ObjectNode position, String other) {
        String id = position.path(other).asText();
        // a registration is a business's here; its name stands in public registers
        if (!other.equals("business")) {
            replace(position, "name", n -> Masking.subjectName(id, n));
        }
        replace(position, other, MaskedFile::subjectId);
    }

    private void maskItem(Dataset dataset, ObjectNode item) {
        if (dataset.descriptor().key().stream()
                .anyMatch(k -> PersonalKind.of(dataset, dataset.field(k)) != PersonalKind.NONE)) {
            replace(item, "key", Masking::identifier);
        }
        replace(item, "presentedAs", MaskedFile::subjectId);
        if (item.get("data") instanceof ObjectNode data) {
            maskFields(dataset, dataset.fields(), data);
        }
    }

    private void maskFields(Dataset dataset, List<Field> fields, ObjectNode data) {
        boolean business = isBusiness(fields, data);
        for (Field field : fields) {
            JsonNode value = data.get(field.name());
            if (value instanceof ArrayNode elements) {
                elements.forEach(e -> maskFields(dataset, field.children(), (ObjectNode) e));
            } else if (value != null) {
                PersonalKind kind = PersonalKind.of(dataset, field);
                boolean open = kind == PersonalKind.NONE || business && kind == PersonalKind.NAME;
                if (!open) {
                    data.set(field.name(), TextNode.valueOf(Masking.value(kind, value.asText())));
                }
            }
        }
    }

    /** Whether the identifier beside the name is a business's: its name then stands in public registers. */
    private static boolean isBusiness(List<Field> fields, ObjectNode data) {
        for (Field field : fields) {
            for (String check : field.checks()) {
                if (Checks.name(check).equals(Checks.IDENTIFIER_OF)) {
                    return data.path(Checks.argument(check)).asText().equals("uscc");
                }
            }
        }
        return false;
    }

    /** The type of a subject is not personal, and tells the ids of one file apart. */
    private static String subjectId(String subjectId) {
        return subjectId.substring(0, subjectId.indexOf(':') + 1) + Masking.subject(subjectId);
    }

    private static void replace(ObjectNode node, String field, Function<String, String> mask) {
        if (node.hasNonNull(field)) {
            node.put(field, mask.apply(node.get(field).asText()));
        }
    }

    private static void replaceAll(ObjectNode node, String field, Function<String, String> mask) {
        if (node.get(field) instanceof ArrayNode values) {
            for (int i = 0; i < values.size(); i++) {
                values.set(i, TextNode.valueOf(mask.apply(values.get(i).asText())));
            }
        }
    }
}
