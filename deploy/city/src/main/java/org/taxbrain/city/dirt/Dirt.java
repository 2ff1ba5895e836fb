package org.taxbrain.city.dirt;

import java.util.Locale;

/** What can be wrong or odd with a row, and what a careful reader does with it. */
public enum Dirt {
    WRONG_CHECK_DIGIT(Effect.QUARANTINE),
    WRONG_IDENTIFIER(Effect.QUARANTINE),
    BAD_LIST_ELEMENT(Effect.QUARANTINE),
    DATE_2070(Effect.QUARANTINE),
    DATE_1899(Effect.QUARANTINE),
    ROC_DATE(Effect.QUARANTINE),
    UNKNOWN_CODE(Effect.QUARANTINE),
    NEGATIVE(Effect.QUARANTINE),
    UNREADABLE(Effect.QUARANTINE),
    MISSING_REQUIRED(Effect.QUARANTINE),
    MISSING_KEY(Effect.QUARANTINE),
    TOO_MANY_COLUMNS(Effect.QUARANTINE),
    CUT_RECORD(Effect.QUARANTINE),
    CHARSET(Effect.QUARANTINE),
    FULL_WIDTH(Effect.REPAIR),
    OLD_ID(Effect.REPAIR),
    LOWER_X(Effect.REPAIR),
    MONEY_TEXT(Effect.REPAIR),
    BOM(Effect.REPAIR),
    DUPLICATE_ROW(Effect.HARMLESS),
    KEY_TWICE(Effect.HARMLESS),
    UNKNOWN_FIELD(Effect.HARMLESS),
    FILE_TWICE(Effect.HARMLESS),
    CASE_UNKNOWN(Effect.HARMLESS);

    /** What becomes of a row: it is refused, it is accepted after a repair, it is accepted as it is. */
    public enum Effect {
        QUARANTINE,
        REPAIR,
        HARMLESS
    }

    private final Effect effect;

    Dirt(Effect effect) {
        this.effect = effect;
    }

    /** What becomes of a row that has it. */
    public Effect effect() {
        return effect;
    }

    /** Whether the row as a whole can't be read: a reader then can't tell what a whole file lacks. */
    public boolean breaksShape() {
        return this == TOO_MANY_COLUMNS || this == CUT_RECORD || this == CHARSET || this == MISSING_KEY;
    }

    /** Its name in the truth, such as {@code wrong-check-digit}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The dirt of a name. */
    public static Dirt of(String id) {
        for (Dirt d : values()) {
            if (d.id().equals(id)) {
                return d;
            }
        }
        throw new IllegalArgumentException("no kind of dirt is called \"" + id + "\"");
    }
}
