package org.taxbrain.schemas.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.taxbrain.schemas.check.Identifier;

/** The departments that provide data, by the id that descriptors call them. Immutable. */
public final class Departments {
    /** The file that names them: the product's, and one in any folder of descriptors, which adds to it or replaces in it. */
    public static final String FILE = "departments.yaml";

    private static final ObjectMapper YAML = new YAMLMapper();
    private final Map<String, Department> byId;

    private Departments(Map<String, Department> byId) {
        this.byId = byId;
    }

    /**
     * The product's departments and those of the folders.
     *
     * @throws CatalogueException if a register can't be used
     */
    public static Departments load(List<Path> folders) {
        String product = "catalogue/" + FILE;
        Map<String, Department> found = new TreeMap<>(parse(product, Declaration.resource(product)));
        for (Path folder : folders) {
            for (Path file : Declaration.yamls(folder)) {
                if (file.endsWith(FILE)) {
                    try {
                        found.putAll(parse(file.toString(), Files.readString(file)));
                    } catch (IOException e) {
                        throw new UncheckedIOException("can't read " + file, e);
                    }
                }
            }
        }
        return new Departments(found);
    }

    static Map<String, Department> parse(String where, String text) {
        Map<String, Department> departments;
        try {
            departments = YAML.readValue(text, new TypeReference<TreeMap<String, Department>>() {});
        } catch (JsonProcessingException e) {
            throw new CatalogueException(where, "not a register of departments: " + e.getOriginalMessage(), e);
        }
        List<Fault> faults = new ArrayList<>();
        departments.forEach((id, department) -> check(id, department, faults));
        if (!faults.isEmpty()) {
            throw new CatalogueException(where, faults, null);
        }
        return departments;
    }

    private static void check(String id, Department department, List<Fault> faults) {
        if (department == null
                || department.name().getOrDefault(Department.CHINESE, "").isBlank()) {
            faults.add(Fault.of(id + ".name", "say at least " + Department.CHINESE));
        } else if (department.uscc() != null) {
            var checked = Identifier.USCC.check(Identifier.USCC.normalise(department.uscc()), Long.MAX_VALUE);
            if (!checked.accepted()) {
                faults.add(Fault.of(id + ".uscc", checked.expected()));
            }
        }
    }

    /** The department of an id, if it is registered. */
    public Optional<Department> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What a department is called in Chinese; the id where it is not registered. */
    public String name(String id) {
        return find(id).map(d -> d.name().get(Department.CHINESE)).orElse(id);
    }
}
