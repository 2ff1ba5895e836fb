package org.taxbrain.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.catalogue.SourceNames;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.text.Sm3;

/** Makes rows of JSON items by the descriptor. */
final class ItemReader {
    private static final String JSON_INVALID = "json-invalid";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Dataset dataset;
    private final Descriptor.Http http;
    private final String batch;
    private final byte[] pepper;
    private final Clock clock;
    private final SourceNames names;

    /**
     * @param batch what the rows' batch is called
     * @param pepper for the hash of items in positions
     */
    ItemReader(Dataset dataset, Descriptor.Http http, String batch, byte[] pepper, Clock clock) {
        this.dataset = dataset;
        this.http = http;
        this.batch = batch;
        this.pepper = pepper.clone();
        this.clock = clock;
        this.names = SourceNames.of(dataset.fields());
    }

    Item read(JsonNode json) {
        String[] values = new String[dataset.fields().size()];
        Map<String, String> extra = new LinkedHashMap<>();
        Instant updatedAt = instant(text(json.get(http.updatedAt())));
        if (!json.isObject() || updatedAt == null) {
            return invalid(json, updatedAt);
        }
        json.properties().forEach(e -> {
            int[] positions = names.positions(e.getKey());
            for (int position : positions) {
                values[position] = text(e.getValue());
            }
            if (positions.length > 0) {
                return;
            }
            if (!isProtocol(e.getKey()) && !e.getValue().isNull()) {
                extra.put(e.getKey(), text(e.getValue()));
            }
        });
        long sequence = sequence(json);
        String hash = Sm3.keyedHash(pepper, json.toString());
        // a sequence orders the versions of one row: other rows of the instant may have the same
        String mark = (http.sequence() == null ? "" : sequence + ":") + hash;
        LandedRecord row = row(http.path() + "@" + updatedAt + "#" + mark);
        row.setSourceTime(updatedAt.toEpochMilli());
        row.setOperation(isDeleted(json) ? Operation.DELETE : Operation.UPSERT);
        row.setValues(Arrays.asList(values));
        row.setKey(NaturalKey.of(dataset, row.getValues()));
        row.setOrder(List.of(ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt), sequence));
        row.setExtra(extra);
        return new Item(updatedAt, updatedAt + "#" + sequence + "#" + hash, row);
    }

    /** Not an object, or one that doesn't say when it changed: it is kept for people to look at. */
    private Item invalid(JsonNode json, Instant updatedAt) {
        String hash = Sm3.keyedHash(pepper, json.toString());
        LandedRecord row = row(http.path() + "@invalid#" + hash);
        row.setOperation(Operation.UPSERT);
        row.setValues(Arrays.asList(new String[dataset.fields().size()]));
        row.setKey(NaturalKey.unreadable(List.of(json.toString())));
        row.setOrder(List.of(0L, 0L));
        row.setExtra(Map.of("item", json.toString()));
        row.setDefect(JSON_INVALID);
        return new Item(updatedAt, hash, row);
    }

    private LandedRecord row(String position) {
        LandedRecord row = new LandedRecord();
        row.setDataset(dataset.id());
        row.setDescriptorHash(dataset.hash());
        row.setDepartment(dataset.descriptor().department());
        row.setTransport(Transport.INTERFACE);
        row.setPosition(position);
        row.setBatch(batch);
        row.setLandedAt(clock.millis());
        return row;
    }

    private boolean isProtocol(String name) {
        return name.equals(http.updatedAt()) || name.equals(http.sequence()) || name.equals(http.deleted());
    }

    private long sequence(JsonNode json) {
        String text = http.sequence() == null ? null : text(json.get(http.sequence()));
        try {
            return text == null ? 0 : new BigDecimal(text.strip()).longValue();
        } catch (NumberFormatException e) {
            return 0; // the instant alone orders it then
        }
    }

    private boolean isDeleted(JsonNode json) {
        String text = http.deleted() == null ? null : text(json.get(http.deleted()));
        return text != null && (text.equalsIgnoreCase("true") || text.equals("1"));
    }

    /** The text of a leaf as it came; lists and objects as JSON. */
    private static String text(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isBigDecimal()) {
            return value.decimalValue().toPlainString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** An instant with its offset, or a local time of Shanghai; null if it is neither. */
    private static Instant instant(String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text.strip().replace(' ', 'T'))
                        .atZone(SHANGHAI)
                        .toInstant();
            } catch (DateTimeException neither) {
                return null;
            }
        }
    }
}
