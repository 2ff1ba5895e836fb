package org.taxbrain.connectors.health;

import java.time.Instant;
import java.util.List;

/**
 * How a feed is at one moment.
 *
 * @param name of the feed
 * @param datasets ids of the datasets that it lands
 * @param state what it does
 * @param since when it came into this state
 * @param error what went wrong last, where, and what to do; null: nothing since it last worked
 * @param errorAt when that was; null with {@code error}
 * @param rowsLanded rows that Kafka acknowledged since the application started
 * @param lastLandedAt when the last of them was; null: none yet
 * @param lastCompleteAt when it began its last look at all that its source held; null: not a feed that polls, or not yet
 * @param lastHeardAt when it last handed over changes of a database's log, or a heartbeat that stood in it; null: not a database, or not yet
 * @param lagBytes how much log the source's database keeps for this feed; null: not a database, or not known yet
 * @param notice what does not hold it up but waits for the department, such as a refused file; null: nothing
 */
public record FeedStatus(
        String name,
        List<String> datasets,
        FeedState state,
        Instant since,
        String error,
        Instant errorAt,
        long rowsLanded,
        Instant lastLandedAt,
        Instant lastCompleteAt,
        Instant lastHeardAt,
        Long lagBytes,
        String notice) {}
