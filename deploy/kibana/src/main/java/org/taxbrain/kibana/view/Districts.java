package org.taxbrain.kibana.view;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;

/**
 * Districts and counties of the city (GB/T 2260), each with a point near its seat; another city replaces the file. The points
 * were put in by hand and not checked against a survey: they are good for a circle on a map.
 */
public final class Districts {
    private static final String FILE = "districts.csv";

    private Districts() {}

    public static List<Place> all() {
        List<Place> places = new ArrayList<>();
        try (InputStream in = Districts.class.getResourceAsStream(FILE);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in)) {
            for (NamedCsvRecord row : rows) {
                places.add(new Place(
                        row.getField("code"),
                        Label.of(row.getField(Language.ZH_CN.tag()), row.getField(Language.EN.tag())),
                        Double.parseDouble(row.getField("longitude")),
                        Double.parseDouble(row.getField("latitude"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + FILE, e);
        }
        return places;
    }
}
