package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.MaskedFile;

/** A file's document beside the form in which it may be shown: what is joined needs the one, what is told the other. */
final class FileView {
    private final JsonNode document;
    private final JsonNode shown;
    private final Function<String, Optional<Dataset>> datasets;
    private final List<Item> items;

    FileView(JsonNode document, boolean masked, Function<String, Optional<Dataset>> datasets) {
        this.document = document;
        this.datasets = datasets;
        this.shown = masked ? new MaskedFile(datasets).mask(document) : document;
        this.items = Item.of(this);
    }

    JsonNode document() {
        return document;
    }

    JsonNode shown() {
        return shown;
    }

    Function<String, Optional<Dataset>> datasets() {
        return datasets;
    }

    String subject() {
        return document.path("subject").asText();
    }

    String shownSubject() {
        return shown.path("subject").asText();
    }

    List<Item> items() {
        return items;
    }

    List<Item> items(Predicate<Item> chosen) {
        return items.stream().filter(chosen).toList();
    }

    /** The rows that the document holds of a dataset. */
    List<Item> section(String dataset) {
        return items(i -> i.section().equals(dataset));
    }

    /** The row that decides whose an id is that rows of this file are presented under: a register's, or a continued case's. */
    Optional<Item> register(String presentedAs) {
        return items.stream().filter(i -> !deciding(i, presentedAs).isEmpty()).min(Item.ORDER);
    }

    /** Pointers of the fields by which a row decides whose an id is; empty: it doesn't. */
    List<String> deciding(Item item, String presentedAs) {
        return Stream.concat(
                        item.aliases().stream().filter(a -> says(a, presentedAs)),
                        item.continuations().stream().filter(a -> a.from().equals(presentedAs)))
                .findFirst()
                .map(Item.Alias::fields)
                .orElse(List.of());
    }

    /** Whether a register says that an id is this file's subject, or was: it is who the answer is by the resident register. */
    boolean says(Item.Alias alias, String presentedAs) {
        return alias.from().equals(presentedAs)
                && (isSubject(alias)
                        || items.stream()
                                .flatMap(i -> i.aliases().stream())
                                .anyMatch(a -> a.from().equals(alias.to()) && isSubject(a)));
    }

    private boolean isSubject(Item.Alias alias) {
        return alias.to().equals(subject());
    }
}
