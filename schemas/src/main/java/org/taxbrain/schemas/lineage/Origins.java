package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.lineage.Lineage.Cell;
import org.taxbrain.schemas.lineage.Lineage.Declaration;
import org.taxbrain.schemas.lineage.Lineage.Origin;
import org.taxbrain.schemas.lineage.Lineage.Through;

/** The way that a row took from its source into a file. */
final class Origins {
    private static final String ALIASED_ELSEWHERE = "The register's row that says who this id is stands in no section"
            + " of this file, or is not among the rows that its section shows.";
    private final FileView asked;

    /** @param asked the file that the question is about */
    Origins(FileView asked) {
        this.asked = asked;
    }

    /**
     * A row and the way that it took.
     *
     * @param pointers the fields that the answer is about
     */
    Origin of(Item item, List<String> pointers) {
        return of(item, pointers, through(item));
    }

    private Origin of(Item item, List<String> pointers, Through through) {
        JsonNode source = item.row().path("source");
        Optional<Dataset> dataset = item.dataset();
        List<Cell> cells = dataset.map(d -> pointers.stream()
                        // another declaration of the dataset may lack a field that a rule names
                        .filter(p -> d.field(Cells.declaredPath(p)) != null)
                        .map(p -> Cells.of(item, d, p))
                        .toList())
                .orElse(List.of());
        return new Origin(
                item.file() == asked ? null : item.file().shownSubject(),
                item.section(),
                dataset.map(d -> d.descriptor().title()).orElse(null),
                dataset.map(d -> d.descriptor().department()).orElse(null),
                text(item.shown(), "key"),
                text(source, "position"),
                text(source, "batch"),
                text(source, "sourceTime"),
                text(source, "landedAt"),
                dataset.map(d -> declaration(d, text(source, "descriptorHash"))).orElse(null),
                cells,
                through);
    }

    private static Declaration declaration(Dataset dataset, String hash) {
        return new Declaration(
                hash, dataset.descriptor().revision(), hash == null ? null : hash.equals(dataset.hash()));
    }

    private Through through(Item item) {
        List<Lineage.Mention> mentions = item.mentions().stream()
                .map(m -> new Lineage.Mention(Scope.readable(m.field()), m.role()))
                .toList();
        String shown = text(item.shown(), "presentedAs");
        String presentedAs = item.presentedAs();
        if (presentedAs.equals(item.file().subject())) {
            return new Through(shown, mentions, null, null);
        }
        Optional<Item> register = item.file().register(presentedAs);
        return new Through(
                shown,
                mentions,
                register.map(r -> of(r, item.file().deciding(r, presentedAs), null))
                        .orElse(null),
                register.isPresent() ? null : ALIASED_ELSEWHERE);
    }

    private static String text(JsonNode object, String field) {
        return object.hasNonNull(field) ? object.get(field).asText() : null;
    }
}
