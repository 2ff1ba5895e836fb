package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.taxbrain.schemas.rule.Rules;

/** Files of the past are those that the job would have written then. */
class PastFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DJXH = "10113301000000000001";
    private static final String WANG = "330106199001011234";
    private static final String LI = "330106199001019999";
    private static final String UNIT = "330106001001GB00001F00010001";
    private final Versions versions = new Versions();
    private long order;

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void shouldEqualAtAnyMomentOfAHistoryWhatFollowsFromTheRowsThatStoodThen(
            @ForAll("histories") History history, @ForAll @IntRange(max = 100) int percent) {
        Play play = new Play(new KernelRun());
        play.steps(history);
        Versions all = Versions.of(play.ledger());
        long moment = all.last() * percent / 100;
        assertFiles(all, moment, Recomputation.of(all.standing(moment)));
        assertFiles(all, all.last(), play.kernel().results());
    }

    private static void assertFiles(Versions versions, long moment, Map<String, JsonNode> expected) {
        PastFiles files = versions.files(moment);
        for (String subject : versions.everyone()) {
            Optional<JsonNode> file = files.file(subject).map(PastFilesTest::parse);
            assertThat(file.orElse(null))
                    .as("%s at %d", subject, moment)
                    .isEqualTo(expected.get(SubjectKind.index(subject) + ' ' + subject));
        }
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }

    @Example
    void shouldShowWhatWasKnownBeforeACorrection() {
        long wrong = put("property-right", "R1", right(WANG, null).put("price", 1L));
        long corrected = put("property-right", "R1", right(WANG, null).put("price", 6_500_000_00L));

        assertThat(price("person:" + WANG, wrong)).isEqualTo(1);
        assertThat(price("person:" + WANG, corrected)).isEqualTo(6_500_000_00L);
        assertThat(versions.files(wrong - 1).file("person:" + WANG)).isEmpty();
    }

    @Example
    void shouldLeaveAHomeWithItsSellerUntilTheSaleWasKnown() {
        long owned = put("property-right", "R1", right(WANG, null));
        put("property-mortgage", "DY1", mortgage());
        long mortgaged = order;
        long moved = put("property-right", "R1", right(LI, null));

        assertThat(file("person:" + WANG, owned).has("units")).isFalse();
        assertThat(file("person:" + WANG, mortgaged).at("/units/0/secured").asLong())
                .isEqualTo(100);
        assertThat(versions.files(mortgaged).file("person:" + LI)).isEmpty();
        assertThat(versions.files(moved).file("person:" + WANG)).isEmpty();
        assertThat(file("person:" + LI, moved).at("/units/0/secured").asLong()).isEqualTo(100);
        assertThat(file("unit:" + UNIT, mortgaged)
                        .at("/sections/property-right/items/0/data/holders/0/id")
                        .asText())
                .isEqualTo(WANG);
    }

    @Example
    void shouldKnowWhoAnIdIsOnlySinceTheRegisterSaidSo() {
        long silent = put("tax-arrears", "QS1", arrears());
        long said = put("taxpayer", DJXH, registered(WANG));
        long corrected = put("taxpayer", DJXH, registered(LI));
        long withdrawn = delete("taxpayer", DJXH);

        for (long then : List.of(silent, withdrawn)) {
            assertThat(versions.files(then).canonical("djxh:" + DJXH)).isEqualTo("djxh:" + DJXH);
            assertThat(file("djxh:" + DJXH, then).at("/summary/openArrears").asLong())
                    .isEqualTo(1_234);
        }
        assertThat(versions.files(said).canonical("djxh:" + DJXH)).isEqualTo("person:" + WANG);
        assertThat(file("person:" + WANG, said).at("/reminders/0").asText()).isEqualTo("open-arrears");
        assertThat(versions.files(said).file("djxh:" + DJXH)).isEmpty();
        assertThat(versions.files(corrected).file("person:" + WANG)).isEmpty();
        assertThat(file("person:" + LI, corrected).at("/summary/openArrears").asLong())
                .isEqualTo(1_234);
    }

    @Example
    void shouldSayOfWhichTimeARowSpeaks() {
        RowReader reader = new RowReader(Rows::byHash);
        Mentions right =
                Mentions.of(reader, reader.envelope(Rows.clean("property-right", "R1", 1, right(WANG, "2024-01-01"))));
        assertThat(right.validFrom()).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(right.validTo()).isEqualTo(LocalDate.of(2024, 1, 1));
        assertThat(right.subjects()).containsExactlyInAnyOrder("person:" + WANG, "unit:" + UNIT);
        Mentions registered = Mentions.of(reader, reader.envelope(Rows.clean("taxpayer", DJXH, 1, registered(WANG))));
        assertThat(registered.aliases()).isEqualTo(Map.of("djxh:" + DJXH, "person:" + WANG));
        assertThat(registered.validTo()).isNull();
        Mentions gone = Mentions.of(reader, reader.envelope(Rows.deletion("taxpayer", DJXH, 2)));
        assertThat(gone).isEqualTo(new Mentions(Set.of(), Map.of(), null, null));
    }

    /** Each row is made when it is asked for: were they gathered, so many would not fit. */
    @Example
    void shouldFoldASubjectOfManyRowsOneByOne() {
        int rows = 100_000;
        AtomicLong made = new AtomicLong();
        PastFiles files = new PastFiles(new RowReader(Rows::byHash), Rules.load(), new PastRows() {
            @Override
            public Iterable<byte[]> naming(String subject) {
                ObjectNode row = arrears();
                return () -> LongStream.range(0, rows)
                        .mapToObj(i -> {
                            made.incrementAndGet();
                            return Rows.clean("tax-arrears", String.format("QS%07d", i), 1, row);
                        })
                        .iterator();
            }

            @Override
            public Iterable<byte[]> identifying(String alias) {
                return List.of();
            }

            @Override
            public Iterable<byte[]> identifiedAs(String canonical) {
                return List.of();
            }
        });
        JsonNode file = parse(files.file("djxh:" + DJXH).orElseThrow());
        assertThat(made).hasValue(rows);
        assertThat(file.at("/sections/tax-arrears/count").asInt()).isEqualTo(rows);
        assertThat(file.at("/sections/tax-arrears/items")).hasSize(200);
        assertThat(file.at("/summary/openArrears").asLong()).isEqualTo(1_234L * rows);
    }

    private long put(String dataset, String key, ObjectNode row) {
        versions.add(new SmallCity.Change(dataset, key, ++order, SmallCity.keyed(dataset, row, key)));
        return order;
    }

    private long delete(String dataset, String key) {
        versions.add(new SmallCity.Change(dataset, key, ++order, null));
        return order;
    }

    private long price(String subject, long then) {
        return file(subject, then)
                .at("/sections/property-right/items/0/data/price")
                .asLong();
    }

    private JsonNode file(String subject, long then) {
        return parse(versions.files(then).file(subject).orElseThrow());
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }

    private static ObjectNode right(String holder, String cancelledOn) {
        ObjectNode row = JSON.createObjectNode()
                .put("rightNo", "R1")
                .put("unitNo", UNIT)
                .put("rightKind", "building")
                .put("registeredOn", "2020-02-29");
        row.putArray("holders")
                .addObject()
                .put("name", "王伟")
                .put("idType", "resident-id")
                .put("id", holder);
        return cancelledOn == null ? row : row.put("cancelledOn", cancelledOn);
    }

    private static ObjectNode mortgage() {
        return JSON.createObjectNode()
                .put("unitNo", UNIT)
                .put("mortgageeName", "杭州某银行")
                .put("mortgageeId", "91330106MA2ABCDE1X")
                .put("secured", 100L)
                .put("registeredOn", "2021-02-03");
    }

    private static ObjectNode registered(String id) {
        return JSON.createObjectNode()
                .put("djxh", DJXH)
                .put("name", "王伟")
                .put("idType", "resident-id")
                .put("id", id)
                .put("status", "normal")
                .put("office", "西湖税务所")
                .put("registeredOn", "2015-04-01");
    }

    private static ObjectNode arrears() {
        return JSON.createObjectNode()
                .put("arrearsId", "QS1")
                .put("djxh", DJXH)
                .put("tax", "增值税")
                .put("periodFrom", "2000-01-01")
                .put("periodTo", "2000-03-31")
                .put("dueOn", "2001-04-30")
                .put("assessed", 5_000)
                .put("open", 1_234L)
                .put("asOf", "2026-03-01");
    }
}
