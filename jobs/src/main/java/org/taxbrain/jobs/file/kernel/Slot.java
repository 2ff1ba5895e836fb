package org.taxbrain.jobs.file.kernel;

/**
 * Names of what a subject can hold. Parts are joined by a line feed, which no key or id can hold (normalisation takes
 * control characters off when a row enters) and which sorts before all that they can.
 */
public final class Slot {
    private static final char JOINT = '\n';
    private static final int KIND = 2;

    /** What a slot holds. */
    public enum Kind {
        /** A clean row, as {@link RowReader#file} makes it. */
        FACT("f:"),
        /** Who the subject is, in UTF-8, by a register's row and by what is known of the id that the row names; of a
         * case number the first number of its debt. */
        ALIAS("a:"),
        /** Who the subject is by a register's row, in UTF-8. */
        SAID("s:"),
        /** The id that a row's id goes on with, in UTF-8. */
        CONTINUATION("p:"),
        /** Another id that a register's row says to be the subject; the slot names it. */
        CLAIM("c:"),
        /** What an object (a unit, a case) or a relative has to say to a person; a kind of notice and the sender name it. */
        NOTICE("n:"),
        /** Index and id of a result that the result topics hold; the body is the mark of who wrote it. */
        ECHO("e:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private Slot() {}

    /** The slot of a row's fact. */
    public static String fact(String dataset, String key) {
        return Kind.FACT.prefix + dataset + JOINT + key;
    }

    /** The slot of what a register's row says about an id. */
    static String said(String dataset, String key) {
        return Kind.SAID.prefix + dataset + JOINT + key;
    }

    /** The slot of what a register's row says about another id: that it is this one. */
    static String claim(String dataset, String key, String from) {
        return presented(Kind.CLAIM.prefix + dataset + JOINT + key, from);
    }

    /** The slot in which the claimant of a claim hears who it is, by way of the id that was claimed. */
    static String alias(String claim, String by) {
        return presented(Kind.ALIAS.prefix + withoutPresented(claim).substring(KIND), by);
    }

    /** Whether the slot's message is about who is who, and not yet about anybody's file. */
    public static boolean isAboutIdentity(String slot) {
        return kindOf(slot) == Kind.SAID || kindOf(slot) == Kind.CLAIM;
    }

    /** The dataset of a fact's slot. */
    static String dataset(String slot) {
        return slot.substring(KIND, slot.indexOf(JOINT));
    }

    /** The section that a slot belongs to: a dataset's facts, or an object's notices of one kind. */
    static String section(String slot) {
        return kindOf(slot) == Kind.FACT ? dataset(slot) : slot.substring(0, slot.indexOf(JOINT));
    }

    /** The section of the notices of one kind. */
    static String section(Notice.Kind kind) {
        return Kind.NOTICE.prefix + kind.id();
    }

    /** Whose notices are the section; null: it is a dataset's facts. */
    static Notice.Kind noticesOf(String section) {
        return section.startsWith(Kind.NOTICE.prefix) ? Notice.Kind.of(section.substring(KIND)) : null;
    }

    /** The row's key of a fact's slot that carries the presented id. */
    static String key(String slot) {
        return slot.substring(slot.indexOf(JOINT) + 1, slot.lastIndexOf(JOINT));
    }

    /** The place in its section of a slot that carries the presented id: places are ordered as the section's items. */
    static String place(String slot) {
        return slot.substring(slot.indexOf(JOINT) + 1);
    }

    /** The slot that has this place in the section. */
    static String placed(String section, String place) {
        return (noticesOf(section) == null ? Kind.FACT.prefix : "") + section + JOINT + place;
    }

    /** The row's key of a fact's place, or the object of a notice's. */
    static String placeKey(String place) {
        return withoutPresented(place);
    }

    /** The slot of what a row says that an id goes on with; one row alone speaks of an id. */
    public static String continuation(String id) {
        return Kind.CONTINUATION.prefix + id;
    }

    /** The slot of the first number of a case's debt, by the chains of a dataset. */
    static String debt(String dataset) {
        return Kind.ALIAS.prefix + dataset + JOINT + "chain";
    }

    /** The id of {@link #continuation}. */
    static String continuing(String slot) {
        return slot.substring(KIND);
    }

    /** The slot of an object's notice of one kind. */
    static String notice(Notice.Kind kind, String object) {
        return Kind.NOTICE.prefix + kind.id() + JOINT + object;
    }

    /** What stands for the object in a relative's notice: the relation, and who tells of it. */
    static String relative(String relation, String person) {
        return relation + JOINT + person;
    }

    /** The slot of a result that was read back. */
    public static String echo(String index, String id) {
        return Kind.ECHO.prefix + index + JOINT + id;
    }

    /** The result's id of an echo's slot. */
    public static String echoId(String slot) {
        return slot.substring(slot.indexOf(JOINT) + 1);
    }

    /** The same slot in the canonical subject's file, where several presented ids can meet. */
    public static String presented(String slot, String presentedAs) {
        return slot + JOINT + presentedAs;
    }

    /** What a slot of this name holds. */
    public static Kind kindOf(String slot) {
        for (Kind kind : Kind.values()) {
            if (slot.startsWith(kind.prefix)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a slot of unknown kind: state of another build?");
    }

    /** The id that {@link #presented} added. */
    public static String presentedAs(String slot) {
        return slot.substring(slot.lastIndexOf(JOINT) + 1);
    }

    /** The slot to which {@link #presented} added an id. */
    static String withoutPresented(String slot) {
        return slot.substring(0, slot.lastIndexOf(JOINT));
    }

    /** The kind of a notice's slot. */
    static Notice.Kind noticeKind(String slot) {
        return Notice.Kind.of(slot.substring(KIND, slot.indexOf(JOINT)));
    }

    /** The object of a notice's slot that carries the presented id. */
    static String noticeObject(String slot) {
        return slot.substring(slot.indexOf(JOINT) + 1, slot.lastIndexOf(JOINT));
    }
}
