package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What units, cases and relatives tell a taxpayer, as the taxpayer's document lists it: by who tells it. */
final class NoticeLists {
    private final Listing units = new Listing(Notice.Kind.UNIT, "units", "unitCount");
    private final Listing relatives = new Listing(Notice.Kind.RELATIVE, "relatives", null);
    private final Listing debts = new Listing(Notice.Kind.DEBT, "debts", "debtCount");

    /** One list, which shows the first ones, and a field that counts all of them where that is not all. */
    private static final class Listing {
        private final Notice.Kind kind;
        private final String name;
        private final String countName;
        private final TreeMap<String, Notice.Listed> first = new TreeMap<>(CodePoints.ORDER);
        private final Set<String> objects = new HashSet<>();

        /** @param countName null: a number that nobody asks for */
        Listing(Notice.Kind kind, String name, String countName) {
            this.kind = kind;
            this.name = name;
            this.countName = countName;
        }

        /** One object may tell a taxpayer under several ids: it tells all of them the same. */
        void add(String object, Notice.Listed notice) {
            objects.add(object);
            first.put(object, notice);
            if (first.size() > FileDocument.LIMIT) {
                first.pollLastEntry();
            }
        }

        void write(JsonGenerator json, LargeSections large) throws IOException {
            LargeSections.Shown shown = large.list(Slot.section(kind));
            long count = shown == null ? objects.size() : shown.count();
            if (count == 0) {
                return;
            }
            if (shown == null) {
                json.writeArrayFieldStart(name);
                for (Map.Entry<String, Notice.Listed> notice : first.entrySet()) {
                    notice.getValue().write(json, notice.getKey());
                }
                json.writeEndArray();
            } else {
                json.writeFieldName(name);
                Json.written(json, shown.items());
            }
            if (count > FileDocument.LIMIT && countName != null) {
                json.writeNumberField(countName, count);
            }
        }
    }

    void add(String object, Notice.Listed notice) {
        switch (notice.kind()) {
            case UNIT -> units.add(object, notice);
            case RELATIVE -> relatives.add(object, notice);
            case DEBT -> debts.add(object, notice);
            default -> throw new IllegalArgumentException("no list shows such notices: " + notice.kind());
        }
    }

    void write(JsonGenerator json, LargeSections large) throws IOException {
        units.write(json, large);
        relatives.write(json, large);
        debts.write(json, large);
    }
}
