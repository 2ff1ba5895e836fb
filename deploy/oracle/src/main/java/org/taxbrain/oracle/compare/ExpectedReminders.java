package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.taxbrain.schemas.text.Sm3;

/** The reminders that should be open, sorted by fact, rule and the hash of the subject. */
final class ExpectedReminders implements Documents {
    /** The fields that tell one reminder from another, in the order of the stream. */
    static final java.util.List<String> SORT = java.util.List.of("fact", "rule", "subjectHash");

    private static final String QUERY = "SELECT fact, rule, subject, rule || '|' || subject || '|' ||"
            + " CASE rule WHEN 'case-interest-unpaid' THEN 'case:' || split_part(fact, '|', 2) ELSE fact END,"
            + " jsonb_strip_nulls(jsonb_build_object('rule', rule, 'fact', fact, 'base', base, 'rate', rate, 'from', from_day,"
            + " 'asOf', as_of, 'askCourt', ask_court, 'office', office, 'legalBasis', legal_basis))::text"
            + " FROM reminder ORDER BY fact, rule";

    private final Rows rows;
    private final byte[] pepper;
    /** Reminders of one fact and rule, to several people: the database can't sort them by hash, but they are few. */
    private final Queue<Keyed> group = new PriorityQueue<>(Comparator.comparing(Keyed::order, Keyed::compare));

    private Keyed ahead;
    private String groupKey;

    ExpectedReminders(Connection connection, byte[] pepper) {
        this.rows = new Rows(connection, QUERY);
        this.pepper = pepper;
        this.ahead = read();
    }

    @Override
    public Keyed next() {
        if (group.isEmpty() && ahead != null) {
            groupKey = prefix(ahead);
            while (ahead != null && prefix(ahead).equals(groupKey)) {
                group.add(ahead);
                ahead = read();
            }
        }
        return group.poll();
    }

    private Keyed read() {
        if (!rows.next()) {
            return null;
        }
        String fact = rows.text(1);
        String subject = rows.text(3);
        String hash = Sm3.keyedHash(pepper, subject);
        ObjectNode body = ExpectedFiles.read(rows.text(5));
        body.put("subjectHash", hash);
        return new Keyed(
                fact + Keyed.SEPARATOR + rows.text(2) + Keyed.SEPARATOR + hash,
                fact,
                Sm3.keyedHash(pepper, rows.text(4)),
                body,
                subject.substring(subject.indexOf(':') + 1));
    }

    private static String prefix(Keyed reminder) {
        return reminder.order().substring(0, reminder.order().lastIndexOf(Keyed.SEPARATOR));
    }

    @Override
    public void close() {
        rows.close();
    }
}
