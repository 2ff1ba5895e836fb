package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor.AliasRef;
import org.taxbrain.schemas.catalogue.Descriptor.ContinuationRef;
import org.taxbrain.schemas.catalogue.Descriptor.SubjectRef;
import org.taxbrain.schemas.record.SubjectId;

/**
 * A row as it stands in a file.
 *
 * @param file the file
 * @param section id of the dataset
 * @param dataset empty: not declared here
 * @param row as the document holds it
 * @param shown the same as it may be shown; missing if the masking doesn't know the dataset
 */
record Item(FileView file, String section, Optional<Dataset> dataset, JsonNode row, JsonNode shown) {
    /** By dataset and key, in the order of code points, as documents are sorted. */
    static final Comparator<Item> ORDER =
            Comparator.comparing(Item::section, codePoints()).thenComparing(Item::key, codePoints());

    /**
     * How a row names its subject.
     *
     * @param field pointer of the id
     * @param role null: the row gives none
     * @param namedBy pointer of the name; null: the row has none
     */
    record Mention(String field, String role, String name, String namedBy, int nameRank) {}

    /** "Who is presented as {@code from} is {@code to}", and the pointers of the fields that say so. */
    record Alias(String from, String to, List<String> fields) {}

    private static Comparator<String> codePoints() {
        return (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    String key() {
        return row.path("key").asText();
    }

    String presentedAs() {
        return row.path("presentedAs").asText();
    }

    JsonNode data() {
        return row.path("data");
    }

    /** The mentions of the id that the row is presented under. */
    List<Mention> mentions() {
        List<Mention> found = new ArrayList<>();
        for (SubjectRef ref : dataset.map(d -> d.descriptor().subjects()).orElse(List.of())) {
            for (Scope scope : Scope.of(data(), ref.id())) {
                if (presentedAs().equals(id(scope, ref.id(), ref.identifier(), ref.idType()))) {
                    String role = ref.rolePath() == null ? ref.role() : scope.text(ref.rolePath());
                    String name = ref.name() == null ? null : scope.text(ref.name());
                    String namedBy = name == null ? null : scope.pointer(ref.name());
                    found.add(new Mention(scope.pointer(ref.id()), role, name, namedBy, ref.nameRank()));
                }
            }
        }
        return found;
    }

    /** The mention that gives the subject its name: a row gives one at most. */
    Optional<Mention> naming() {
        return mentions().stream()
                .filter(m -> m.name() != null)
                .min(Comparator.comparingInt(Mention::nameRank).thenComparing(Mention::name, codePoints()));
    }

    /** The identities that the row establishes. */
    List<Alias> aliases() {
        List<Alias> found = new ArrayList<>();
        for (AliasRef ref : dataset.map(d -> d.descriptor().aliases()).orElse(List.of())) {
            for (Scope scope : Scope.of(data(), ref.from())) {
                String from = id(scope, ref.from(), ref.fromIdentifier(), ref.fromIdType());
                String to = id(scope, ref.to(), ref.toIdentifier(), ref.toIdType());
                if (from != null && to != null && !from.equals(to)) {
                    List<String> fields = Stream.of(ref.from(), ref.fromIdType(), ref.toIdType(), ref.to())
                            .filter(Objects::nonNull)
                            .map(scope::pointer)
                            .toList();
                    found.add(new Alias(from, to, fields));
                }
            }
        }
        return found;
    }

    /** What the row says of an id that goes on with what another was about. */
    List<Alias> continuations() {
        List<Alias> found = new ArrayList<>();
        for (ContinuationRef ref : dataset.map(d -> d.descriptor().continues()).orElse(List.of())) {
            for (Scope scope : Scope.of(data(), ref.id())) {
                String from = id(scope, ref.id(), ref.identifier(), null);
                String to = id(scope, ref.predecessor(), ref.identifier(), null);
                if (from != null && to != null) {
                    found.add(new Alias(from, to, List.of(scope.pointer(ref.id()), scope.pointer(ref.predecessor()))));
                }
            }
        }
        return found;
    }

    private static String id(Scope scope, String path, String identifier, String idType) {
        String value = scope.text(path);
        String type = identifier == null ? scope.text(idType) : identifier;
        return value == null || type == null ? null : SubjectId.of(type, value);
    }

    /** All rows of a file, by dataset and key. */
    static List<Item> of(FileView file) {
        List<Item> items = new ArrayList<>();
        for (Map.Entry<String, JsonNode> section :
                file.document().path("sections").properties()) {
            Optional<Dataset> dataset = file.datasets().apply(section.getKey());
            JsonNode shown =
                    file.shown().path("sections").path(section.getKey()).path("items");
            int at = 0;
            for (JsonNode row : section.getValue().path("items")) {
                items.add(new Item(file, section.getKey(), dataset, row, shown.path(at)));
                at++;
            }
        }
        items.sort(ORDER);
        return items;
    }
}
