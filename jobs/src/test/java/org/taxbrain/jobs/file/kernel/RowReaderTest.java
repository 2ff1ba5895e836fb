package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Remark;
import org.taxbrain.schemas.record.Wire;

class RowReaderTest {
    private static final ObjectNode ARREARS = JsonNodeFactory.instance
            .objectNode()
            .put("arrearsId", "QS1")
            .put("djxh", "10113301000000000001")
            .put("tax", "增值税")
            .put("periodFrom", "2025-01-01")
            .put("periodTo", "2025-03-31")
            .put("dueOn", "2025-04-15")
            .put("assessed", 1_000)
            .put("open", 100)
            .put("asOf", "2026-03-01");

    private final RowReader reader = new RowReader(Rows::byHash);

    @Property(tries = 500)
    void whatIsKeptOfARowIsAllThatItsSlotDoesNotSay(
            @ForAll("sources") Source source, @ForAll List<@AlphaChars String> repaired, @ForAll long landed) {
        CleanRecord clean = Wire.clean().decode(Rows.clean("tax-arrears", "QS1", 7, ARREARS));
        clean.setBatch(source.batch);
        clean.setPosition(source.position);
        clean.setSourceTime(landed % 2 == 0 ? null : landed - 1);
        clean.setLandedAt(landed);
        clean.setRemarks(repaired.stream().map(rule -> new Remark("open", rule)).toList());

        Row row = reader.read("QS1", reader.file(Wire.clean().encode(clean)));

        assertThat(row.dataset().id()).isEqualTo("tax-arrears");
        assertThat(row.values()).isEqualTo(reader.read(clean).values());
        // by the slot, or not asked for any more
        CleanRecord kept = row.meta();
        kept.setDataset(clean.getDataset());
        kept.setOrder(clean.getOrder());
        assertThat(kept).isEqualTo(clean);
    }

    /** Where a row came from: a position mostly begins as its batch does. */
    private record Source(String batch, String position) {}

    @Provide
    Arbitrary<Source> sources() {
        // two of these begin with the same half of a character
        Arbitrary<String> texts = Arbitraries.of("a", "b", "\uD840\uDC00", "\uD840\uDC01", "@", "房")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return Combinators.combine(texts, texts, texts).as((shared, a, b) -> new Source(shared + a, shared + b));
    }
}
