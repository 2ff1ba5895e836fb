package org.taxbrain.jobs.file.kernel;

/** What the prefix of a subject id says. */
public final class SubjectKind {
    private SubjectKind() {}

    /** Whether the subject is a thing with a file of its own (a unit, a case) and no taxpayer. */
    public static boolean isObject(String subject) {
        return subject.startsWith("unit:") || subject.startsWith("case:");
    }

    /** Whether the subject is a case: it can go on under another number. */
    public static boolean isCase(String subject) {
        return subject.startsWith("case:");
    }

    /** Whether the subject is a business: what concerns a person's health, family and loans is never told to it or of it. */
    public static boolean isBusiness(String subject) {
        return subject.startsWith("business:");
    }

    /** The {@code kind} of the subject's document. */
    public static String of(String subject) {
        String prefix = subject.substring(0, subject.indexOf(':'));
        return switch (prefix) {
            case "unit" -> "property-unit";
            case "case" -> "enforcement-case";
            default -> prefix;
        };
    }

    /** The index that the subject's document belongs to. */
    public static String index(String subject) {
        return isObject(subject) ? of(subject) : "taxpayer";
    }
}
