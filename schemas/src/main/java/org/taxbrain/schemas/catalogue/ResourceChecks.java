package org.taxbrain.schemas.catalogue;

import java.util.List;
import java.util.regex.Pattern;
import org.taxbrain.schemas.catalogue.Descriptor.ResourceSpec;

/** That an entry in the catalogue of government data has the form of 政务信息资源目录编制指南（试行）. */
final class ResourceChecks {
    /** Class 1 digit (basic, thematic, departmental), item 2, heading 3, any details; behind a slash the number in it. */
    private static final Pattern CODE = Pattern.compile("[1-3]\\d{5,}(?:/\\d+)?");

    private static final List<String> CLASSES = List.of("基础信息资源", "主题信息资源", "部门信息资源");

    private ResourceChecks() {}

    static void check(ResourceSpec resource, List<Fault> faults) {
        if (!resource.category().isEmpty()
                && !CLASSES.contains(resource.category().get(0))) {
            faults.add(Fault.of("resource.category", "begin with one of " + CLASSES));
        }
        if (resource.code() != null) {
            code(resource.code(), "resource.code", faults);
        }
        resource.related().forEach(code -> code(code, "resource.related", faults));
        if (resource.openCondition() != null && !Boolean.TRUE.equals(resource.open())) {
            faults.add(Fault.of("resource.openCondition", "say open: true, or leave the condition out"));
        }
    }

    private static void code(String code, String rule, List<Fault> faults) {
        if (!CODE.matcher(code).matches()) {
            faults.add(
                    Fault.of(
                            rule,
                            "\"" + code
                                    + "\" is no resource code: expected 1, 2 or 3, at least five more digits, and perhaps /number"));
        }
    }
}
