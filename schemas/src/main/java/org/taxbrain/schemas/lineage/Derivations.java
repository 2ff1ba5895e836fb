package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.taxbrain.schemas.lineage.Basis.Source;
import org.taxbrain.schemas.lineage.Item.Mention;

/** What the values of a file rest on that FileJob derives from its rows. */
final class Derivations {
    private final FileView file;

    Derivations(FileView file) {
        this.file = file;
    }

    /** The subject's id, and its kind, which the id's prefix says. */
    Basis subject(String rule) {
        return Basis.derived(rule, identifying(file.subject()));
    }

    /** One of the ids that the subject is known under. */
    Basis identifier(String id) {
        return Basis.derived(
                "every id under which a row presents the subject, and the subject's own id; a register's row says that the id"
                        + " is this subject",
                identifying(id));
    }

    /** Rows that present the id; of the subject's own also the registers' rows that say that another id is this subject. */
    private List<Source> identifying(String id) {
        List<Source> sources = new ArrayList<>();
        for (Item item : file.items()) {
            boolean own = id.equals(file.subject());
            List<Item.Alias> aliases = own
                    ? item.aliases().stream()
                            .filter(a -> file.says(a, a.from()))
                            .toList()
                    : List.of();
            Optional<Item.Alias> continuation = item.continuations().stream()
                    .filter(c -> c.to().equals(id) && !item.presentedAs().equals(id))
                    .findFirst();
            if (continuation.isPresent()) {
                sources.add(new Source(item, continuation.get().fields()));
            } else if (!aliases.isEmpty()) {
                sources.add(new Source(item, aliases.get(0).fields()));
            } else if (item.presentedAs().equals(id)) {
                sources.add(new Source(
                        item, item.mentions().stream().map(Mention::field).toList()));
            }
        }
        return sources;
    }

    /** The name that the file shows. */
    Basis name() {
        String name = file.document().path("name").asText();
        Optional<Item> naming = naming().min(Comparator.<Item>comparingInt(
                        i -> i.naming().orElseThrow().nameRank())
                .thenComparing(Item.ORDER)
                .thenComparing(i -> i.naming().orElseThrow().name()));
        Basis basis = Basis.derived(
                "the name in the row with the lowest nameRank (declared for each dataset), then dataset, then key, among the"
                        + " rows that name the subject",
                naming.filter(i -> i.naming().orElseThrow().name().equals(name)).stream()
                        .map(Derivations::namedBy)
                        .toList());
        long others = naming().count() - basis.sources().size();
        if (basis.sources().isEmpty()) {
            basis = basis.with("The row that names the file is not among those that its sections show.");
        }
        return others == 0
                ? basis
                : basis.with(others + " more of the rows shown in this file name the subject: ask for names.");
    }

    /** One of the names that rows give the subject. */
    Basis name(String name) {
        return Basis.derived(
                "every name that a row gives the subject",
                naming().filter(i -> i.naming().orElseThrow().name().equals(name))
                        .map(Derivations::namedBy)
                        .toList());
    }

    private Stream<Item> naming() {
        return file.items().stream().filter(i -> i.naming().isPresent());
    }

    private static Source namedBy(Item item) {
        Mention mention = item.naming().orElseThrow();
        return new Source(item, List.of(mention.namedBy(), mention.field()));
    }

    /** A value under {@code summary}. */
    Basis summary(String name) {
        return Summaries.of(name).map(this::derived).orElseGet(() -> Basis.derived(
                        "derived by FileJob in a way that this build does not describe", List.of())
                .with("The command line is of another build than FileJob: take both from one."));
    }

    private Basis derived(Derivation derivation) {
        List<Item> rows = file.section(derivation.dataset());
        List<Source> counted = sources(rows.stream().filter(derivation.counts()).toList(), derivation::in);
        Basis basis = Basis.derived(derivation.rule(), counted);
        JsonNode count =
                file.document().path("sections").path(derivation.dataset()).path("count");
        if (count.asLong() > rows.size()) {
            return basis.with("All " + count.asLong() + " rows of " + derivation.dataset()
                    + " are counted; the file shows " + rows.size() + " of them, and no others can be listed here.");
        }
        return counted.size() == rows.size()
                ? basis
                : basis.with(rows.size() - counted.size() + " of the " + rows.size() + " rows of "
                        + derivation.dataset() + " add nothing and are not listed.");
    }

    /** How many rows a section has. */
    Basis count(String dataset) {
        return Basis.derived(
                "the number of rows of " + dataset + " that name the subject; at most 200 are shown",
                sources(file.section(dataset), Derivations::naturalKey));
    }

    static List<String> naturalKey(Item item) {
        return item.dataset().map(d -> d.descriptor().key()).orElse(List.of()).stream()
                .map(field -> '/' + field)
                .toList();
    }

    private static List<Source> sources(List<Item> items, Function<Item, List<String>> fields) {
        return items.stream().map(i -> new Source(i, fields.apply(i))).toList();
    }
}
