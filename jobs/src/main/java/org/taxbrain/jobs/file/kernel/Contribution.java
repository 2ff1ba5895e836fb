package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Set;
import org.taxbrain.schemas.record.SubjectId;

/** What one row adds to what a person's relatives are told: the little of it that is kept beside the person's file. */
sealed interface Contribution {
    String RIGHT = "property-right";
    String BILL = "medical-settlement";
    String RELATION = "family-relation";
    /** Datasets of which rows contribute. */
    Set<String> DATASETS = Set.of(RIGHT, BILL, RELATION);

    /** An active right in a home. */
    record Home(String unit) implements Contribution {}

    /** A settled bill, or its reversal. */
    record Bill(int year, long selfPay) implements Contribution {}

    /**
     * A relation to somebody.
     *
     * @param other the relative's id as the row presents it
     * @param relation id of what the person is to that relative
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tie(String other, String relation, LocalDate from, LocalDate to) implements Contribution {}

    /** What a fact contributes; null: nothing. */
    static Contribution of(Fact fact) {
        return switch (fact.dataset()) {
            case RIGHT -> home(fact);
            case BILL -> bill(fact.row());
            case RELATION -> tie(fact);
            default -> null;
        };
    }

    private static Home home(Fact fact) {
        Row row = fact.row();
        boolean held = fact.mention().roles().contains("holder") && row.date("cancelledOn") == null;
        return held && isHome(row.text("use")) ? new Home("unit:" + row.text("unitNo")) : null;
    }

    /** The register writes the land's use, a slash, and the building's: 城镇住宅用地/住宅; 城镇住宅用地/非住宅 is no home. */
    private static boolean isHome(String use) {
        if (use == null) {
            return false;
        }
        String building = use.substring(use.lastIndexOf('/') + 1);
        return building.contains("住宅") && !building.contains("非住宅");
    }

    private static Bill bill(Row row) {
        LocalDate endedOn = row.date("endedOn");
        Long selfPay = row.number("selfPay");
        return endedOn == null || selfPay == null ? null : new Bill(endedOn.getYear(), selfPay);
    }

    private static Tie tie(Fact fact) {
        Row row = fact.row();
        String person = id(row, "person");
        String relative = id(row, "relative");
        String kind = row.text("kind");
        boolean isMarriage = "marriage".equals(kind);
        if (person.equals(relative) || !isMarriage && !"parent-child".equals(kind)) {
            return null;
        }
        boolean isPerson = fact.presentedAs().equals(person);
        String other = isPerson ? relative : person;
        Relation relation = isMarriage ? Relation.SPOUSE : isPerson ? Relation.PARENT : Relation.CHILD;
        return SubjectKind.isBusiness(other) ? null : new Tie(other, relation.id(), row.date("from"), row.date("to"));
    }

    private static String id(Row row, String who) {
        return SubjectId.of(row.text(who + "IdType"), row.text(who + "Id"));
    }

    /** Its bytes; equal for equal contributions. */
    default byte[] encode() {
        try {
            return Notice.JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what a row contributes can't be written", e);
        }
    }

    /** @param dataset of the row that contributes */
    static Contribution decode(String dataset, byte[] bytes) {
        Class<? extends Contribution> type =
                switch (dataset) {
                    case RIGHT -> Home.class;
                    case BILL -> Bill.class;
                    case RELATION -> Tie.class;
                    default ->
                        throw new IllegalArgumentException("a contribution of unknown kind: state of another build?");
                };
        try {
            return Notice.JSON.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException("a contribution can't be read: state of another build?", e);
        }
    }
}
