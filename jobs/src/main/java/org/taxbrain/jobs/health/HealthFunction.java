package org.taxbrain.jobs.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.RowJson;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** Keeps the profiles of a dataset's days, and writes a day's health when its profile has changed, at most once in {@link #GATHERED}. */
public final class HealthFunction extends KeyedProcessFunction<String, DayProfile, OutRecord> {
    private static final long serialVersionUID = 1L;
    private static final Duration GATHERED = Duration.ofSeconds(2);
    /** Longer than anything is compared with, and than a yearly file is apart. */
    private static final long DAYS_KEPT = 400;

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A day's health does not follow from a rule. */
    private static final String NO_RULES = "";

    private final CatalogueAccess catalogue;
    private transient CatalogueAccess.Lookup declared;
    private transient MapState<Long, DayProfile> days;
    private transient MapState<Long, Boolean> changed;
    private transient Wire<ResultRecord> wire;

    public HealthFunction(CatalogueAccess catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void open(OpenContext context) {
        declared = catalogue.open();
        wire = Wire.result();
        days = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("days", Types.LONG, TypeInformation.of(DayProfile.class)));
        changed = getRuntimeContext().getMapState(new MapStateDescriptor<>("changed", Types.LONG, Types.BOOLEAN));
    }

    @Override
    public void close() {
        if (declared != null) {
            declared.close();
        }
    }

    @Override
    public void processElement(DayProfile part, Context context, Collector<OutRecord> out) throws Exception {
        DayProfile known = days.get(part.day);
        if (known == null) {
            known = DayProfile.of(part.dataset, part.day);
        }
        known.add(part);
        days.put(part.day, known);
        if (changed.isEmpty()) {
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + GATHERED.toMillis());
        }
        changed.put(part.day, true);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out) throws Exception {
        NavigableMap<Long, DayProfile> all = new TreeMap<>();
        days.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        List<Long> toWrite = new ArrayList<>();
        changed.keys().forEach(toWrite::add);
        for (long day : toWrite) {
            DayProfile profile = all.get(day);
            String hash = profile.descriptorHash == null ? hashOf(all) : profile.descriptorHash;
            Dataset dataset = hash == null ? null : declared.dataset(hash);
            // of a dataset of which nothing but refused files came, no row says by which declaration they are read
            if (dataset != null) {
                out.collect(document(dataset, profile, DayHealth.of(dataset, profile, all)));
            }
        }
        changed.clear();
        for (long day :
                List.copyOf(all.headMap(all.lastKey() - DAYS_KEPT, false).keySet())) {
            days.remove(day);
        }
    }

    private static String hashOf(NavigableMap<Long, DayProfile> all) {
        return all.descendingMap().values().stream()
                .map(profile -> profile.descriptorHash)
                .filter(hash -> hash != null)
                .findFirst()
                .orElse(null);
    }

    private OutRecord document(Dataset dataset, DayProfile day, DayHealth health) {
        ObjectNode body = JSON.createObjectNode();
        body.put("dataset", day.dataset).put("department", dataset.descriptor().department());
        body.put("day", LocalDate.ofEpochDay(day.day).toString());
        body.put("rows", day.rows).put("deletions", day.deletions);
        for (OutcomeKind kind : OutcomeKind.values()) {
            body.put(kind.name().toLowerCase(Locale.ROOT), day.count(kind));
        }
        body.put("rejectedShare", health.rejectedShare());
        health.usualRows().ifPresent(usual -> body.put("usualRows", usual));
        body.put("delivered", day.delivered).put("refused", day.refused);
        if (day.deliveredAt > 0) {
            body.put("deliveredAt", RowJson.instant(day.deliveredAt));
        }
        if (health.dueAt() != null) {
            body.put("dueAt", RowJson.instant(health.dueAt().toEpochMilli())).put("late", health.late());
        }
        if (day.lastLandedAt > 0) {
            body.put("lastLandedAt", RowJson.instant(day.lastLandedAt));
        }
        ArrayNode fields = body.putArray("fields");
        health.absent().forEach((field, share) -> {
            ObjectNode node = fields.addObject()
                    .put("field", field)
                    .put("source", dataset.field(field).sourceName())
                    .put("absentShare", share.now());
            if (!Double.isNaN(share.usual())) {
                node.put("usualAbsentShare", share.usual());
            }
            if (health.drift().containsKey(field)) {
                node.put("drift", health.drift().get(field));
            }
        });
        ArrayNode extra = body.putArray("extraColumns");
        day.extra.keySet().stream().sorted().forEach(extra::add);
        health.newColumns().forEach(body.putArray("newColumns")::add);
        health.goneColumns().forEach(body.putArray("goneColumns")::add);
        body.put("promise", dataset.descriptor().freshness().toString());
        body.put("agreementExpiry", dataset.descriptor().agreementExpiry().toString());
        health.warnings().forEach(body.putArray("warnings")::add);
        try {
            return OutRecord.of(
                    Topics.FEED_HEALTH,
                    day.id(),
                    wire.encode(
                            new ResultRecord(Topics.FEED_HEALTH, day.id(), NO_RULES, JSON.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values is always JSON", e);
        }
    }
}
