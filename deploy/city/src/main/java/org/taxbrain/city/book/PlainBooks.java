package org.taxbrain.city.book;

import java.util.List;
import org.taxbrain.city.CitySpec;

/** The books of datasets that have one row or none for each taxpayer. */
public final class PlainBooks {
    private PlainBooks() {}

    /** Those that stand in tables of the tax core's front-end database. */
    public static List<PlainBook> taxCore(CitySpec spec, Population population) {
        return List.of(
                new FilingBook(spec, population),
                new PaymentBook(spec, population),
                new InvoiceBook(spec, population),
                new RefundBook(spec, population),
                new RatingBook(spec, population),
                new InspectionBook(spec, population),
                new DeductionBook(spec, population),
                new SettlementBook(spec, population));
    }
}
