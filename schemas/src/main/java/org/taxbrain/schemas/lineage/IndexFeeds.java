package org.taxbrain.schemas.lineage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.taxbrain.schemas.catalogue.DataItem;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Descriptor.AliasRef;
import org.taxbrain.schemas.catalogue.Descriptor.ContinuationRef;
import org.taxbrain.schemas.catalogue.Descriptor.SubjectRef;
import org.taxbrain.schemas.index.IndexNames;

/**
 * Which fields of the index the items of a dataset feed: their own places in files and in the rows' index, and what FileJob derives
 * from them. A field is written behind its index's alias, such as {@code taxpayer.summary.openArrears}; one that is an object or a
 * list stands for all that is in it.
 */
public final class IndexFeeds {
    private static final List<Feed> DERIVED = Stream.of(
                    Summaries.feeds(),
                    UnitBurdens.FEEDS.stream(),
                    RelativesTold.FEEDS.stream(),
                    DebtBasis.FEEDS.stream(),
                    PositionBasis.FEEDS.stream(),
                    ReminderBasis.FEEDS.stream())
            .flatMap(feeds -> feeds)
            .toList();

    private final Dataset dataset;
    private final Descriptor declared;
    private final Map<String, SortedSet<String>> byPath = new TreeMap<>();

    private IndexFeeds(Dataset dataset) {
        this.dataset = dataset;
        this.declared = dataset.descriptor();
    }

    /** The fields of the index by the path of the item that feeds them; an item that feeds none is in it too. */
    public static Map<String, SortedSet<String>> of(Dataset dataset) {
        IndexFeeds feeds = new IndexFeeds(dataset);
        feeds.collect();
        return Collections.unmodifiableMap(feeds.byPath);
    }

    private void collect() {
        DataItem.of(dataset).forEach(i -> byPath.put(i.field().path(), new TreeSet<>()));
        if (declared.records()) {
            rows(IndexNames.record(dataset.id()) + '.');
        }
        declared.subjects().stream().map(SubjectRef::kind).distinct().forEach(kind -> rows(items(kind)));
        declared.subjects().forEach(this::subject);
        declared.aliases().forEach(this::alias);
        declared.continues().forEach(this::continuation);
        if (declared.validity() != null) {
            feed(IndexNames.FACT_VERSION + ".validFrom", declared.validity().from());
            feed(IndexNames.FACT_VERSION + ".validTo", declared.validity().to());
        }
        declared.key().forEach(key -> feed(IndexNames.FACT_VERSION + ".row", key));
        DERIVED.stream().filter(f -> f.dataset().equals(dataset.id())).forEach(f -> f.paths()
                .forEach(path -> feed(f.index(), path)));
    }

    private String items(String kind) {
        return kind + ".sections." + dataset.id() + ".items.";
    }

    /** Every item has a place of its own where rows stand. */
    private void rows(String at) {
        byPath.forEach((path, fed) -> fed.add(at + "data." + path));
        declared.key().forEach(key -> feed(at + "key", key));
    }

    /** Whose a row is says which file it stands in, and what the file is called. */
    private void subject(SubjectRef subject) {
        for (String path : paths(subject.id(), subject.idType())) {
            feed(subject.kind() + ".subject", path);
            feed(subject.kind() + ".identifiers", path);
            feed(items(subject.kind()) + "presentedAs", path);
            feed(IndexNames.FACT_VERSION + ".subjects", path);
        }
        if (subject.idType() != null) {
            feed(subject.kind() + ".kind", subject.idType());
        }
        feed(items(subject.kind()) + "roles", subject.rolePath());
        if (subject.name() != null) {
            feed(IndexNames.TAXPAYER + ".name", subject.name());
            feed(IndexNames.TAXPAYER + ".names", subject.name());
            feed(IndexNames.REMINDER + ".name", subject.name());
        }
    }

    /** A register's word on who somebody is moves files. */
    private void alias(AliasRef alias) {
        for (String path : paths(alias.from(), alias.fromIdType(), alias.to(), alias.toIdType())) {
            feed(IndexNames.TAXPAYER + ".subject", path);
            feed(IndexNames.TAXPAYER + ".identifiers", path);
        }
        paths(alias.from(), alias.fromIdType()).forEach(p -> feed(IndexNames.FACT_VERSION + ".aliases", p));
        paths(alias.to(), alias.toIdType()).forEach(p -> feed(IndexNames.FACT_VERSION + ".canonical", p));
    }

    private void continuation(ContinuationRef continuation) {
        for (String path : paths(continuation.id(), continuation.predecessor())) {
            feed(IndexNames.ENFORCEMENT_CASE + ".subject", path);
            feed(IndexNames.ENFORCEMENT_CASE + ".identifiers", path);
        }
    }

    private static List<String> paths(String... paths) {
        return Stream.of(paths).filter(Objects::nonNull).toList();
    }

    /** A path that the dataset does not have feeds nothing: a folder may declare a dataset of the product anew, with other fields. */
    private void feed(String index, String path) {
        SortedSet<String> fed = path == null ? null : byPath.get(path);
        if (fed != null) {
            fed.add(index);
        }
    }
}
