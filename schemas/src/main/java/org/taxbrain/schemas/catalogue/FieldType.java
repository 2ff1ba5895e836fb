package org.taxbrain.schemas.catalogue;

/** What a field means; how it stands in Avro, and in the index. */
public enum FieldType {
    /** Avro string; keyword. */
    STRING,
    /** Avro long; long. */
    LONG,
    /** Integer fen (or the minor unit of another currency): Avro long with {@code @meaning("money")}; long. */
    MONEY,
    /** A plain decimal without exponent: Avro string with {@code @meaning("decimal")}; double, for display and ranges only. */
    DECIMAL,
    /** A place on earth (CGCS2000): Avro string {@code POINT (longitude latitude)} with {@code @meaning("point")}; geo_point. */
    POINT,
    /** A local date in Asia/Shanghai: Avro int with logical type date; date {@code yyyy-MM-dd}. */
    DATE,
    /** A UTC instant: Avro long with logical type timestamp-millis; date. */
    TIMESTAMP,
    /** Avro boolean; boolean. */
    BOOLEAN,
    /** Avro array of records; object. In a landed row it is JSON text. */
    LIST
}
