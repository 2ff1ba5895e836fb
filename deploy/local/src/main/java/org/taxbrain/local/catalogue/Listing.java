package org.taxbrain.local.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.schemas.catalogue.DataItem;
import org.taxbrain.schemas.catalogue.Department;
import org.taxbrain.schemas.catalogue.Departments;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.Sharing;
import org.taxbrain.schemas.catalogue.Terms;
import org.taxbrain.schemas.lineage.IndexFeeds;

/** The declared datasets and their items, as {@code ./taxbrain catalogue --json} writes them. */
public record Listing(List<Dataset> datasets) {

    /**
     * A dataset.
     *
     * @param departmentName in Chinese; its id where no register names it
     * @param mode how it comes: {@code table}, {@code file} or {@code interface}
     */
    @JsonInclude(Include.NON_NULL)
    public record Dataset(
            String dataset,
            Map<String, String> title,
            int revision,
            String department,
            String departmentName,
            String mode,
            String freshness,
            String purpose,
            String legalBasis,
            String sharing,
            String agreementExpiry,
            String retention,
            List<Item> items) {

        /** Its title in Chinese. */
        @JsonIgnore
        public String name() {
            return title.getOrDefault(Department.CHINESE, dataset);
        }
    }

    /**
     * A data item.
     *
     * @param item Chinese name
     * @param field path in the row
     * @param check checks of the schema, beside those of the type; of a code the words that it is turned into
     * @param required whether a row without it is refused
     * @param sharing unconditional, conditional, none
     * @param index fields of the index that it feeds, behind the index's alias
     */
    @JsonInclude(Include.NON_NULL)
    public record Item(
            String item,
            String field,
            String type,
            boolean required,
            List<String> check,
            String sensitivity,
            String purpose,
            String legalBasis,
            String sharing,
            String sharingCondition,
            String agreementExpiry,
            String retention,
            SortedSet<String> index) {}

    /** Lists datasets. */
    public static Listing of(Collection<org.taxbrain.schemas.catalogue.Dataset> datasets, Departments departments) {
        return new Listing(datasets.stream().map(d -> dataset(d, departments)).toList());
    }

    private static Dataset dataset(org.taxbrain.schemas.catalogue.Dataset dataset, Departments departments) {
        Descriptor d = dataset.descriptor();
        Map<String, SortedSet<String>> feeds = IndexFeeds.of(dataset);
        List<Item> items = DataItem.of(dataset).stream()
                .map(i -> item(i, feeds.get(i.field().path())))
                .toList();
        return new Dataset(
                d.dataset(),
                title(d.title()),
                d.revision(),
                d.department(),
                departments.name(d.department()),
                Mode.of(d.source()).id(),
                freshness(d.freshness()),
                d.purpose(),
                d.legalBasis(),
                code(d.sharing()),
                text(d.agreementExpiry()),
                text(d.retention()),
                items);
    }

    private static Item item(DataItem item, SortedSet<String> index) {
        Field field = item.field();
        Terms terms = item.terms();
        return new Item(
                item.name(),
                field.path(),
                field.type().name().toLowerCase(Locale.ROOT),
                !field.nullable(),
                checks(field),
                field.sensitivity(),
                terms.purpose(),
                terms.legalBasis(),
                code(terms.sharing()),
                terms.sharingCondition(),
                text(terms.agreementExpiry()),
                text(terms.retention()),
                index);
    }

    /** Chinese first, the others in the order of their tags. */
    private static Map<String, String> title(Map<String, String> declared) {
        Map<String, String> title = new LinkedHashMap<>();
        if (declared.containsKey(Department.CHINESE)) {
            title.put(Department.CHINESE, declared.get(Department.CHINESE));
        }
        new TreeMap<>(declared).forEach(title::putIfAbsent);
        return title;
    }

    private static List<String> checks(Field field) {
        Set<String> checks = new LinkedHashSet<>(field.checks());
        if (!field.codes().isEmpty()) {
            checks.add("one-of:" + String.join(",", new TreeSet<>(field.codes().values())));
        }
        return List.copyOf(checks);
    }

    /** Whole days as days: eight of them are more readable than 192 hours. */
    private static String freshness(Duration late) {
        return late.equals(Duration.ofDays(late.toDays())) ? "P" + late.toDays() + "D" : late.toString();
    }

    private static String code(Sharing sharing) {
        return sharing == null ? null : sharing.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /** How many items there are. */
    @JsonIgnore
    public int itemCount() {
        return datasets.stream().mapToInt(d -> d.items().size()).sum();
    }

    /** How many datasets and items there are, in words. */
    String count() {
        return counted(datasets.size(), "dataset") + ", " + counted(itemCount(), "item");
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** What a sharing type is called in Chinese; nothing where there is none. */
    static String sharingLabel(String code) {
        return code == null
                ? ""
                : Sharing.valueOf(code.toUpperCase(Locale.ROOT)).label();
    }
}
