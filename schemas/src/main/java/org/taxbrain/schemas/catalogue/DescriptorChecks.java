package org.taxbrain.schemas.catalogue;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a declaration must satisfy before a row of it is taken. */
final class DescriptorChecks {
    private static final List<String> SUBJECT_KINDS = List.of("taxpayer", "property-unit", "enforcement-case");

    private DescriptorChecks() {}

    static void check(Dataset dataset, List<Fault> faults) {
        Descriptor d = dataset.descriptor();
        if (d.dataset() == null || !d.dataset().matches("[a-z][a-z0-9-]{1,60}")) {
            faults.add(Fault.of("dataset", "an id of lower-case letters, digits and hyphens is needed"));
        }
        if (d.revision() < 1) {
            faults.add(Fault.of("revision", "must be 1 or more"));
        }
        require(faults, "department", d.department());
        require(faults, "freshness", d.freshness());
        if (d.key().isEmpty()) {
            faults.add(Fault.of("key", "name the fields of the natural key"));
        }
        d.key().forEach(k -> requirePath(dataset, faults, "key", k));
        d.fields().keySet().forEach(p -> requirePath(dataset, faults, "fields", p));
        SourceChecks.check(dataset, faults);
        for (Descriptor.SubjectRef s : d.subjects()) {
            if (!SUBJECT_KINDS.contains(s.kind())) {
                faults.add(Fault.of("subjects", "unknown kind " + s.kind() + ", use one of " + SUBJECT_KINDS));
            }
            requirePath(dataset, faults, "subjects.id", s.id());
            if ((s.identifier() == null) == (s.idType() == null)) {
                faults.add(Fault.of("subjects", "give exactly one of identifier and idType for " + s.id()));
            }
            Stream.of(s.idType(), s.rolePath(), s.name())
                    .filter(Objects::nonNull)
                    .forEach(p -> requirePath(dataset, faults, "subjects", p));
        }
        for (Descriptor.AliasRef a : d.aliases()) {
            requirePath(dataset, faults, "aliases.from", a.from());
            requirePath(dataset, faults, "aliases.to", a.to());
            if ((a.fromIdentifier() == null) == (a.fromIdType() == null)) {
                faults.add(Fault.of("aliases", "give exactly one of fromIdentifier and fromIdType for " + a.from()));
            }
            if ((a.toIdentifier() == null) == (a.toIdType() == null)) {
                faults.add(Fault.of("aliases", "give exactly one of toIdentifier and toIdType for " + a.to()));
            }
            Stream.of(a.fromIdType(), a.toIdType())
                    .filter(Objects::nonNull)
                    .forEach(p -> requirePath(dataset, faults, "aliases", p));
        }
        if (d.validity() != null) {
            requireDate(dataset, faults, "validity.from", d.validity().from());
            if (d.validity().to() != null) {
                requireDate(dataset, faults, "validity.to", d.validity().to());
            }
        }
        for (Descriptor.ContinuationRef c : d.continues()) {
            requirePath(dataset, faults, "continues.id", c.id());
            requirePath(dataset, faults, "continues.predecessor", c.predecessor());
        }
        SubjectChecks.check(dataset, faults);
        FieldChecks.check(dataset.fields(), faults);
        TermChecks.check(dataset, faults);
        AdviceChecks.check(dataset, faults);
        ResourceChecks.check(d.resource(), faults);
    }

    private static void require(List<Fault> faults, String key, Object value) {
        if (value == null || value.toString().isBlank()) {
            faults.add(Fault.of(key, "is missing"));
        }
    }

    /** A date of the row itself: one in a list would be many. */
    private static void requireDate(Dataset dataset, List<Fault> faults, String key, String path) {
        Field field = path == null ? null : dataset.field(path);
        if (field == null || path.contains(".") || field.type() != FieldType.DATE) {
            faults.add(Fault.of(key, "the schema has no date " + path + " outside its lists"));
        }
    }

    private static void requirePath(Dataset dataset, List<Fault> faults, String key, String path) {
        if (path == null || dataset.field(path) == null) {
            faults.add(Fault.of(key, "the schema has no field " + path));
        }
    }
}
