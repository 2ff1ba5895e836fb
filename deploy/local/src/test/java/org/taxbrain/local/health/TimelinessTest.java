package org.taxbrain.local.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;

class TimelinessTest {
    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Catalogue catalogue = Catalogue.load(List.of());

    private static JsonNode feed(String dataset, String state, String field, Instant at) throws Exception {
        return JSON.readTree(
                "[{\"datasets\":[\"" + dataset + "\"],\"state\":\"" + state + "\",\"" + field + "\":\"" + at + "\"}]");
    }

    private Timeliness of(String dataset, JsonNode feeds, Instant lastDelivered) {
        return Timeliness.of(catalogue.dataset(dataset), feeds, lastDelivered, NOW);
    }

    @Test
    void shouldNotCallATableStaleThatNobodyChangesWhileItsLogIsRead() throws Exception {
        JsonNode feeds = feed("tax-arrears", "RUNNING", "since", NOW.minus(Duration.ofDays(90)));
        assertThat(of("tax-arrears", feeds, null).stale()).isFalse();
    }

    @Test
    void shouldCallATableStaleWhoseCaptureHasLongStopped() throws Exception {
        Instant heard = NOW.minus(Duration.ofHours(1));
        Timeliness timeliness = of("tax-arrears", feed("tax-arrears", "RETRYING", "lastHeardAt", heard), null);
        assertThat(timeliness.stale()).isTrue();
        assertThat(timeliness.lastSuccess()).isEqualTo(heard);
        assertThat(of("tax-arrears", feed("tax-arrears", "RETRYING", "lastHeardAt", NOW), null)
                        .stale())
                .isFalse();
    }

    @Test
    void shouldCallATableStaleWhoseCaptureFailsAndStartsAnewAllTheTime() throws Exception {
        assertThat(of("tax-arrears", feed("tax-arrears", "RETRYING", "since", NOW), null)
                        .stale())
                .isTrue();
    }

    @Test
    void shouldMeasureAnInterfaceByItsLastCompletePoll() throws Exception {
        assertThat(of("case-funds", feed("case-funds", "RETRYING", "lastCompleteAt", NOW.minusSeconds(1)), null)
                        .stale())
                .isFalse();
        Instant yesterday = NOW.minus(Duration.ofDays(1));
        assertThat(of("case-funds", feed("case-funds", "RUNNING", "lastCompleteAt", yesterday), null)
                        .stale())
                .isTrue();
    }

    @Test
    void shouldMeasureFilesByTheLastOneThatWasTaken() throws Exception {
        JsonNode none = JSON.readTree("[]");
        assertThat(of("medical-settlement", none, NOW.minus(Duration.ofHours(25)))
                        .stale())
                .isFalse();
        assertThat(of("medical-settlement", none, NOW.minus(Duration.ofHours(27)))
                        .stale())
                .isTrue();
        assertThat(of("medical-settlement", none, null).stale()).isTrue();
    }

    @Test
    void shouldMarkTheSectionsOfAFileThatAreStaleAndNoOthers() throws Exception {
        JsonNode file =
                JSON.readTree("{\"sections\":{\"medical-settlement\":{\"count\":1},\"tax-arrears\":{\"count\":1},"
                        + "\"no-longer-declared\":{\"count\":1}}}");
        Instant old = NOW.minus(Duration.ofDays(3));
        new StaleFeeds(feed("tax-arrears", "RUNNING", "since", old), Map.of("medical-settlement", old), NOW)
                .mark(file, catalogue::find);
        assertThat(file.at("/sections/medical-settlement/stale/lastSuccess").asText())
                .isEqualTo(old.toString());
        assertThat(file.at("/sections/medical-settlement/stale/promise").asText())
                .isEqualTo("PT26H");
        assertThat(file.at("/sections/tax-arrears").has("stale")).isFalse();
        assertThat(file.at("/sections/no-longer-declared").has("stale")).isFalse();
    }
}
