package org.taxbrain.schemas.catalogue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with a catalogue: every fault of every file at once, where {@link Catalogue#load} stops at the first file.
 *
 * @param checked how many files were looked at
 * @param findings what can't be used, by file
 * @param notes what can be used, and will be missed
 */
public record CatalogueCheck(int checked, List<Finding> findings, List<String> notes) {

    /**
     * One fault.
     *
     * @param dataset id of the dataset, by the file's name
     * @param file the file that it is in
     */
    public record Finding(String dataset, String file, Fault fault) {}

    /**
     * Checks the product's declarations and those of the folders.
     *
     * @param today by which agreements have ended or not
     * @throws CatalogueException if one of the folders is none
     */
    public static CatalogueCheck of(List<Path> folders, LocalDate today) {
        List<Declaration> declarations = Declaration.all(folders);
        List<Finding> findings = new ArrayList<>();
        Departments departments = departments(folders, findings);
        List<String> notes = new ArrayList<>();
        Map<String, String> files = new HashMap<>();
        Map<String, Dataset> datasets = new TreeMap<>();
        for (Declaration declaration : declarations) {
            try {
                Dataset dataset = declaration.dataset();
                datasets.put(dataset.id(), dataset);
                String before = files.put(dataset.id(), declaration.file());
                if (before != null) {
                    notes.add(declaration.file() + ": takes the place of " + before
                            + ", which declares the same dataset " + dataset.id());
                }
                note(declaration.file(), dataset, departments, today, notes);
            } catch (CatalogueException e) {
                e.faults().forEach(f -> findings.add(new Finding(declaration.name(), declaration.file(), f)));
            }
        }
        datasets.values().forEach(d -> references(d, datasets, files.get(d.id()), findings, notes));
        return new CatalogueCheck(declarations.size(), List.copyOf(findings), List.copyOf(notes));
    }

    /** What a field references is in another declaration, which may come later. */
    private static void references(
            Dataset dataset, Map<String, Dataset> datasets, String file, List<Finding> findings, List<String> notes) {
        for (Field field : dataset.fields()) {
            Reference reference = Reference.of(field);
            if (reference == null) {
                continue;
            }
            Dataset target = datasets.get(reference.dataset());
            if (target == null) {
                notes.add(file + ": the field " + field.path() + " references " + reference
                        + ", and no such dataset is declared: all its values will be told of as missing");
            } else {
                AdviceChecks.reference(field, reference, target)
                        .ifPresent(fault -> findings.add(new Finding(dataset.id(), file, fault)));
            }
        }
    }

    private static void note(
            String file, Dataset dataset, Departments departments, LocalDate today, List<String> notes) {
        String department = dataset.descriptor().department();
        if (departments != null && departments.find(department).isEmpty()) {
            notes.add(file + ": the department " + department + " is not in " + Departments.FILE
                    + ": the catalogue can name it by its id only");
        }
        List<String> ended = DataItem.of(dataset).stream()
                .filter(i -> i.terms().agreementExpiry().isBefore(today))
                .map(i -> i.field().path())
                .toList();
        if (!ended.isEmpty()) {
            notes.add(file + ": the agreement on " + String.join(", ", ended)
                    + " has ended: renew it, and say so by agreementExpiry, or use them no more");
        }
    }

    private static Departments departments(List<Path> folders, List<Finding> findings) {
        try {
            return Departments.load(folders);
        } catch (CatalogueException e) {
            e.faults().forEach(f -> findings.add(new Finding(null, Departments.FILE, f)));
            return null;
        }
    }
}
