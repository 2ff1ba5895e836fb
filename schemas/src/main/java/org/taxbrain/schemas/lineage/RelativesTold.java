package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.taxbrain.schemas.lineage.Basis.Source;

/** Why a person's file tells of a relative: by the register's row of the relation, and by the relative's own rows. */
final class RelativesTold {
    private static final String RELATIONS = "family-relation";
    private static final String BILLS = "medical-settlement";
    private static final List<String> RELATION_FIELDS = List.of("/kind", "/personId", "/relativeId", "/from", "/to");
    private static final List<String> HOME_FIELDS = List.of("/unitNo", "/use", "/cancelledOn");
    private static final List<String> BILL_FIELDS = List.of("/endedOn", "/selfPay");
    /** What {@code relatives} of a person's file rest on. */
    static final List<Feed> FEEDS = List.of(
            new Feed("taxpayer.relatives", RELATIONS, RELATION_FIELDS),
            new Feed("taxpayer.relatives", RELATIONS, List.of("/personIdType", "/relativeIdType")),
            new Feed("taxpayer.relatives.homes", Summaries.RIGHTS, HOME_FIELDS),
            new Feed("taxpayer.relatives.homes", Summaries.RIGHTS, List.of("/holders/*/id", "/holders/*/idType")),
            new Feed("taxpayer.relatives.medicalYears", BILLS, BILL_FIELDS),
            new Feed("taxpayer.relatives.medicalYears", BILLS, List.of("/residentId")));

    private final FileView file;
    private final Function<String, Optional<FileView>> files;

    /** @param files the file of another subject, by its id */
    RelativesTold(FileView file, Function<String, Optional<FileView>> files) {
        this.file = file;
        this.files = files;
    }

    /** @param relative as the file holds it */
    Basis of(JsonNode relative) {
        Optional<FileView> own = files.apply(relative.path("person").asText());
        List<Source> sources = new ArrayList<>();
        file.section(RELATIONS).stream()
                .filter(row -> row.data().path("from").equals(relative.path("from"))
                        && row.data().path("to").equals(relative.path("to"))
                        && own.map(o -> o.section(RELATIONS).stream()
                                        .anyMatch(r -> r.key().equals(row.key())))
                                .orElse(true))
                .forEach(row -> sources.add(new Source(row, RELATION_FIELDS)));
        own.filter(o -> relative.has("homes")).ifPresent(o -> {
            o.section(Summaries.RIGHTS).stream()
                    .filter(Summaries::isActive)
                    .filter(right -> relative.at("/homes/units")
                            .toString()
                            .contains("\"unit:" + right.data().path("unitNo").asText() + '"'))
                    .forEach(right -> sources.add(new Source(right, HOME_FIELDS)));
            o.section(BILLS).forEach(bill -> sources.add(new Source(bill, BILL_FIELDS)));
        });
        Basis basis = Basis.derived(
                "what a relative tells by a row of family-relation: homes of which they hold an active right, and"
                        + " in-catalogue self-pay by the year in which a bill ended; nothing but the relation once it has ended",
                sources);
        return own.isPresent()
                ? basis
                : basis.with("The file of this relative is not in the index: their rows can't be listed.");
    }
}
