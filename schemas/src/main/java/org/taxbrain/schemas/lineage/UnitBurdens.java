package org.taxbrain.schemas.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.taxbrain.schemas.lineage.Basis.Source;
import org.taxbrain.schemas.lineage.Item.Mention;

/** Why a taxpayer's file tells what burdens a unit: by the right that makes the taxpayer a holder, and by the unit's own rows. */
final class UnitBurdens {
    private static final String UNIT = "unit:";
    private static final Set<String> WAITING = Set.of("waiting", "waiting-pre-seizure");
    private static final List<String> RIGHT_FIELDS = List.of("/unitNo", "/cancelledOn");
    private static final List<String> MORTGAGE_FIELDS = List.of("/secured", "/cancelledOn");
    /** What {@code units} of a taxpayer's file rest on. */
    static final List<Feed> FEEDS = List.of(
            new Feed("taxpayer.units", Summaries.RIGHTS, RIGHT_FIELDS),
            new Feed("taxpayer.units", Summaries.RIGHTS, List.of("/holders/*/id", "/holders/*/idType")),
            new Feed("taxpayer.units.mortgaged", Summaries.MORTGAGES, List.of("/unitNo", "/cancelledOn")),
            new Feed("taxpayer.units.secured", Summaries.MORTGAGES, MORTGAGE_FIELDS),
            new Feed("taxpayer.units.seizures", Summaries.SEIZURES, Summaries.SEIZURE_FIELDS),
            new Feed("taxpayer.units.seizures", Summaries.SEIZURES, List.of("/unitNo", "/seizureNo")));

    private final FileView file;
    private final Function<String, Optional<FileView>> files;

    /** @param files the file of another subject, by its id */
    UnitBurdens(FileView file, Function<String, Optional<FileView>> files) {
        this.file = file;
        this.files = files;
    }

    /** @param unit subject id of the unit */
    Basis of(String unit) {
        List<Source> sources = new ArrayList<>();
        for (Item right : file.section(Summaries.RIGHTS)) {
            if (right.data().path("unitNo").asText().equals(unit.substring(UNIT.length()))
                    && Summaries.isActive(right)) {
                List<String> fields = new ArrayList<>(RIGHT_FIELDS);
                right.mentions().stream().map(Mention::field).forEach(fields::add);
                sources.add(new Source(right, fields));
            }
        }
        Optional<FileView> own = files.apply(unit);
        own.ifPresent(u -> {
            u.section(Summaries.MORTGAGES).stream()
                    .filter(Summaries::isActive)
                    .forEach(m -> sources.add(new Source(m, MORTGAGE_FIELDS)));
            u.section(Summaries.SEIZURES).stream()
                    .filter(UnitBurdens::tookEffect)
                    .forEach(s -> sources.add(new Source(s, Summaries.SEIZURE_FIELDS)));
        });
        Basis basis = Basis.derived(
                "what the unit tells the holders of its active rights: its active mortgages, and its seizures without the"
                        + " waiting ones; a renewal moves the end of the seizure that it prolongs",
                sources);
        return own.isPresent()
                ? basis
                : basis.with("The file of this unit is not in the index: its mortgages and seizures can't be listed.");
    }

    private static boolean tookEffect(Item seizure) {
        return !WAITING.contains(seizure.data().path("kind").asText());
    }
}
