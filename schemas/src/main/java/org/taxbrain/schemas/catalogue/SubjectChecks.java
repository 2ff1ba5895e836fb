package org.taxbrain.schemas.catalogue;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.taxbrain.schemas.catalogue.Descriptor.AliasRef;
import org.taxbrain.schemas.catalogue.Descriptor.ContinuationRef;
import org.taxbrain.schemas.catalogue.Descriptor.SubjectRef;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.Identifier;

/** That every id by which rows are joined is checked as what it is said to be, so that an accepted row can always be routed. */
final class SubjectChecks {
    private SubjectChecks() {}

    static void check(Dataset dataset, List<Fault> faults) {
        for (SubjectRef s : dataset.descriptor().subjects()) {
            String where = "subjects: " + s.id();
            if (s.identifier() != null) {
                requireIdentifier(where, s.kind(), s.identifier(), faults);
            }
            requireCheck(dataset, where, s.id(), s.identifier(), s.idType(), faults);
            Stream.of("idType:" + s.idType(), "rolePath:" + s.rolePath(), "name:" + s.name())
                    .filter(p -> !p.endsWith(":null"))
                    .forEach(p -> requireBeside(where, s.id(), p, faults));
        }
        for (AliasRef a : dataset.descriptor().aliases()) {
            String where = "aliases: " + a.from();
            Stream.of(a.fromIdentifier(), a.toIdentifier())
                    .filter(Objects::nonNull)
                    .forEach(i -> requireIdentifier(where, "taxpayer", i, faults));
            requireCheck(dataset, where, a.from(), a.fromIdentifier(), a.fromIdType(), faults);
            requireCheck(dataset, where, a.to(), a.toIdentifier(), a.toIdType(), faults);
            Stream.of("fromIdType:" + a.fromIdType(), "to:" + a.to(), "toIdType:" + a.toIdType())
                    .filter(p -> !p.endsWith(":null"))
                    .forEach(p -> requireBeside(where, a.from(), p, faults));
        }
        for (ContinuationRef c : dataset.descriptor().continues()) {
            String where = "continues: " + c.id();
            if (c.identifier() == null) {
                faults.add(Fault.of(where, "identifier is missing"));
            } else {
                requireIdentifier(where, "enforcement-case", c.identifier(), faults);
                requireCheck(dataset, where, c.id(), c.identifier(), null, faults);
                requireCheck(dataset, where, c.predecessor(), c.identifier(), null, faults);
            }
            if (!dataset.descriptor().key().equals(List.of(c.id()))) {
                faults.add(Fault.of(where, "it must be the natural key: one row alone may say what an id continues"));
            }
        }
    }

    private static void requireIdentifier(String where, String kind, String identifier, List<Fault> faults) {
        List<String> allowed =
                switch (kind == null ? "" : kind) {
                    case "property-unit" -> List.of(Identifier.UNIT_NO.id());
                    case "enforcement-case" -> List.of(Identifier.CASE_NO.id());
                    default -> Identifier.taxpayerIds();
                };
        if (!allowed.contains(identifier)) {
            faults.add(Fault.of(
                    where, "identifier " + identifier + " does not present a " + kind + ", use one of " + allowed));
        }
    }

    private static void requireCheck(
            Dataset dataset, String where, String path, String identifier, String idType, List<Fault> faults) {
        Field field = dataset.field(path);
        String needed = identifier != null ? identifier : Checks.IDENTIFIER_OF + ":" + lastName(idType);
        if (field != null
                && (field.type() != FieldType.STRING || !field.checks().contains(needed))) {
            faults.add(Fault.of(where, "the schema must check " + path + " by \"" + needed + "\""));
        }
    }

    /** The other path must lead through the lists of the id's path, not through others. */
    private static void requireBeside(String where, String id, String keyAndPath, List<Fault> faults) {
        String path = keyAndPath.substring(keyAndPath.indexOf(':') + 1);
        if (!id.startsWith(path.substring(0, path.lastIndexOf('.') + 1))) {
            faults.add(Fault.of(where, keyAndPath + " is in another list than the id"));
        }
    }

    private static String lastName(String path) {
        return path == null ? null : path.substring(path.lastIndexOf('.') + 1);
    }
}
