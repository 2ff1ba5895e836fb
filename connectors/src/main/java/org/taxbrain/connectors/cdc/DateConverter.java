package org.taxbrain.connectors.cdc;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.postgresql.PGStatement;

/**
 * Lets a column of type {@code date} land as the same text from a snapshot and from the log. Debezium's own conversion
 * takes the driver's {@code java.sql.Date} of a snapshot for a number of days: a year before Christ loses its era and
 * {@code infinity} overflows to some day.
 */
public final class DateConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {
    private static final String INFINITY = "infinity";
    private static final String MINUS_INFINITY = "-infinity";
    // what Debezium's reader of the log makes of the two
    private static final LocalDate LOGGED_INFINITY = LocalDate.of(-5877611, 6, 21);
    private static final LocalDate LOGGED_MINUS_INFINITY = LocalDate.of(-5877611, 6, 22);

    @Override
    public void configure(Properties properties) {
        // nothing can be set
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        if ("date".equals(column.typeName())) {
            registration.register(SchemaBuilder.string().optional(), DateConverter::text);
        }
    }

    private static String text(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof java.sql.Date date) {
            return ofDriver(date);
        }
        if (value instanceof LocalDate date) {
            return ofLog(date);
        }
        throw new IllegalArgumentException(
                "a date can't be read from a " + value.getClass().getName());
    }

    private static String ofLog(LocalDate date) {
        if (date.equals(LOGGED_INFINITY)) {
            return INFINITY;
        }
        return date.equals(LOGGED_MINUS_INFINITY) ? MINUS_INFINITY : date.toString();
    }

    private static String ofDriver(java.sql.Date date) {
        if (date.getTime() == PGStatement.DATE_POSITIVE_INFINITY) {
            return INFINITY;
        }
        if (date.getTime() == PGStatement.DATE_NEGATIVE_INFINITY) {
            return MINUS_INFINITY;
        }
        // the driver sets year, month and day; Date.toLocalDate() would drop the era
        Calendar fields = new GregorianCalendar();
        fields.setTime(date);
        int year = fields.get(Calendar.YEAR);
        int proleptic = fields.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - year : year;
        return LocalDate.of(proleptic, fields.get(Calendar.MONTH) + 1, fields.get(Calendar.DAY_OF_MONTH))
                .toString();
    }
}
