package org.taxbrain.e2e.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.book.AccountBook;
import org.taxbrain.city.book.ForeignRatingBook;
import org.taxbrain.city.book.MedicalYearBook;
import org.taxbrain.city.book.PlainBook;
import org.taxbrain.city.book.PlainBooks;
import org.taxbrain.city.book.Population;
import org.taxbrain.city.book.PropertyBook;
import org.taxbrain.city.book.ProvidentBook;
import org.taxbrain.city.book.TreasuryBook;
import org.taxbrain.city.dirt.DirtRates;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.parse.CleanResult;
import org.taxbrain.schemas.parse.RowCleaner;

/** Cleaning accepts what the sample city's departments write well, and refuses the rest for the very fault that was made. */
class PlainRowsTest {
    private static final CitySpec SPEC = new CitySpec(4000, 5, DirtRates.all(0.03), CitySpec.DEFAULT_START, 5);
    private static final long LANDED =
            LocalDate.of(2026, 3, 7).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    private static final Catalogue CATALOGUE = Catalogue.load(List.of());

    static Stream<PlainBook> books() {
        Population population = new Population(SPEC);
        return Stream.concat(
                PlainBooks.taxCore(SPEC, population).stream(),
                Stream.of(
                        new TreasuryBook(SPEC, population),
                        new ProvidentBook(SPEC, population, new PropertyBook(SPEC, population)),
                        new AccountBook(SPEC, population),
                        new MedicalYearBook(SPEC, population),
                        new ForeignRatingBook(SPEC, population)));
    }

    @ParameterizedTest
    @MethodSource("books")
    void shouldRefuseDirtyRowsForTheirFaultAndNoOthers(PlainBook book) {
        Dataset dataset = CATALOGUE.dataset(book.form().dataset());
        Map<String, String> wrong = new TreeMap<>();
        int[] rows = new int[2];
        Consumer<Row> check = row -> {
            // what breaks a line's shape is seen when it lands
            if (row.mark() != null && row.mark().kind().breaksShape()) {
                return;
            }
            rows[row.dirty() ? 1 : 0]++;
            String told = row.dirty() ? row.mark().field() + "|" + row.mark().rule() : "accepted";
            String found = judged(dataset, values(dataset, row));
            if (!found.equals(told)) {
                wrong.put(row.key(), "found " + found + ", told of " + told);
            }
        };

        book.write(check);
        book.writeChanged(check);

        assertThat(wrong).isEmpty();
        assertThat(rows[0]).as("good rows").isPositive();
        assertThat(rows[1]).as("dirty rows").isPositive();
    }

    private static String judged(Dataset dataset, List<String> values) {
        if (NaturalKey.of(dataset, values).startsWith("#")) {
            return "key-unreadable";
        }
        CleanResult result = RowCleaner.of(dataset).clean(values, LANDED);
        return result instanceof CleanResult.Fault fault ? fault.field() + "|" + fault.rule() : "accepted";
    }

    /** The row's values as they land, in the schema's order; behind an interface a column is the member in small letters. */
    private static List<String> values(Dataset dataset, Row row) {
        boolean member = dataset.descriptor().source().http() != null;
        List<String> values = new ArrayList<>();
        dataset.fields().forEach(f -> {
            String name = f.sourceName();
            values.add(row.get(member ? name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) : name));
        });
        return values;
    }
}
