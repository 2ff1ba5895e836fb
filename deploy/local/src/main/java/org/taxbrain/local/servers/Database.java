package org.taxbrain.local.servers;

/** The databases of the local PostgreSQL: two front-end databases of departments, the court's own system, shared tables. */
public enum Database {
    PROPERTY_REGISTER("property_register"),
    TAX_CORE("tax_core"),
    COURT("court"),
    EXCHANGE_TABLES("exchange_tables");

    private final String databaseName;

    Database(String databaseName) {
        this.databaseName = databaseName;
    }

    /** Its name in PostgreSQL. */
    public String databaseName() {
        return databaseName;
    }

    /** Whether changes are captured from it. */
    boolean isCaptured() {
        return this == PROPERTY_REGISTER || this == TAX_CORE;
    }
}
