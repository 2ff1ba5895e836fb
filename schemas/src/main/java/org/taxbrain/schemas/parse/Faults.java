package org.taxbrain.schemas.parse;

import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.parse.CleanResult.Fault;

/** The wording of faults: field, rule, what is expected, what to do. */
final class Faults {
    private Faults() {}

    static Fault type(Field field, String expected) {
        return of(field, "type", "expected " + expected);
    }

    static Fault required(Field field) {
        return of(field, "required", "it is empty, but every row must have it");
    }

    static Fault codeUnknown(Field field) {
        return of(
                field,
                "code-unknown",
                "the code is not in the descriptor's crosswalk; if it is a new one, add it there and raise the revision");
    }

    static Fault check(Field field, String rule, String expected) {
        return of(field, rule, expected);
    }

    private static Fault of(Field field, String rule, String what) {
        return new Fault(
                field.path(),
                rule,
                "field " + field.path() + " (" + field.label() + ") breaks the rule " + rule + ": " + what
                        + "; have the department correct the row and send it again");
    }
}
