package org.taxbrain.schemas.index;

import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor.SubjectRef;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.Identifier;

/** What kind of personal data a field holds: decides how it is masked, and whether it is searched by words. */
public enum PersonalKind {
    /** Nothing personal. */
    NONE,
    /** The name of a person or a business. */
    NAME,
    /** An identifier of a person or a business. */
    IDENTIFIER,
    ADDRESS,
    MOBILE,
    /** Personal in another way: shown to nobody who sees masked data. */
    OTHER;

    /** The kind of a field, from its sensitivity, its checks, the dataset's subjects and its name. */
    public static PersonalKind of(Dataset dataset, Field field) {
        if (field.sensitivity().equals("none")) {
            return NONE;
        }
        if (field.type() != FieldType.STRING) {
            return OTHER;
        }
        if (field.checks().stream().anyMatch(PersonalKind::isIdentifier)) {
            return IDENTIFIER;
        }
        if (field.checks().stream().map(Checks::name).anyMatch("mobile"::equals)) {
            return MOBILE;
        }
        if (isSubjectName(dataset, field) || isCalled(field, "name")) {
            return NAME;
        }
        return isCalled(field, "address") ? ADDRESS : OTHER;
    }

    private static boolean isIdentifier(String check) {
        String name = Checks.name(check);
        Identifier identifier = Identifier.of(name);
        return name.equals(Checks.IDENTIFIER_OF)
                || Identifier.ofTaxpayer(name) != null
                || identifier == Identifier.BANK_ACCOUNT
                || identifier == Identifier.BANK_CARD;
    }

    /** Whether people look for it by a part of it: names and addresses, personal or not. */
    static boolean isSearchedByWords(Dataset dataset, Field field) {
        return field.type() == FieldType.STRING
                && (isSubjectName(dataset, field) || isCalled(field, "name") || isCalled(field, "address"));
    }

    private static boolean isSubjectName(Dataset dataset, Field field) {
        return dataset.descriptor().subjects().stream().map(SubjectRef::name).anyMatch(field.path()::equals);
    }

    private static boolean isCalled(Field field, String word) {
        String name = field.name();
        return name.equals(word)
                || name.endsWith(Character.toUpperCase(word.charAt(0)) + word.substring(1))
                || name.endsWith("_" + word);
    }
}
