package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.lineage.Basis.Source;
import org.taxbrain.schemas.lineage.Why.Answer;

/** Why a file names a position: by the row of the tax core that says so. */
final class PositionBasis {
    private static final String DATASET = "position-holder";
    private static final String BUSINESS = "business";
    private static final List<String> FIELDS =
            List.of("/djxh", "/businessName", "/kind", "/idType", "/id", "/name", "/from", "/to");
    /** What {@code positions} and {@code positionHolders} rest on. */
    static final List<Feed> FEEDS = List.of(
            new Feed("taxpayer.positions.items", DATASET, FIELDS),
            new Feed("taxpayer.positions.items", DATASET, List.of("/positionId")),
            new Feed("taxpayer.positionHolders.items", DATASET, FIELDS),
            new Feed("taxpayer.positionHolders.items", DATASET, List.of("/positionId")));

    private final FileView file;

    PositionBasis(FileView file) {
        this.file = file;
    }

    /** All positions of {@code positions} or {@code positionHolders}, or the one whose key stands in brackets behind it. */
    List<Answer> answers(FieldPath path) {
        String part = path.first().name();
        boolean business = part.equals("positionHolders");
        String key = path.first().key();
        List<String> there = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (JsonNode position : file.shown().path(part).path("items")) {
            String id = position.path("key").asText();
            there.add(id);
            if (key == null || key.equals(id)) {
                answers.add(new Answer(part + '[' + id + ']', position, basis(id, business)));
            }
        }
        if (answers.isEmpty() || !path.rest().isEmpty()) {
            throw new LineageException(part + " holds positions by key, as in " + part
                    + "[KEY], and nothing follows its element; this file has "
                    + (there.isEmpty() ? "none" : Why.some(there)));
        }
        return answers;
    }

    private Basis basis(String key, boolean business) {
        List<Source> rows = file.section(DATASET).stream()
                .filter(row -> row.key().equals(key) && isOfBusiness(row) == business)
                .map(row -> new Source(row, FIELDS))
                .toList();
        Basis basis = Basis.derived(
                "the row of position-holder that names the subject as the "
                        + (business ? "business" : "holder of the position")
                        + "; the other side stands as the row presents it",
                rows);
        return rows.isEmpty() ? basis.with("The row is not among those that the section shows.") : basis;
    }

    private static boolean isOfBusiness(Item row) {
        return row.mentions().stream().anyMatch(m -> BUSINESS.equals(m.role()));
    }
}
