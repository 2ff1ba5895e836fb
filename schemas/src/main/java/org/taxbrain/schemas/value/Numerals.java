package org.taxbrain.schemas.value;

/** How a source writes whole numbers when not in digits alone. */
public enum Numerals {
    /** Chinese numerals of either script: 十二, 一百零三, 壹佰贰拾. */
    CHINESE,
    /** Floors of a building: 四層 is 4, 地下一層 and B1 are -1. */
    FLOOR
}
