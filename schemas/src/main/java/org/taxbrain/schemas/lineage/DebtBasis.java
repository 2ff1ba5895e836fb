package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.lineage.Basis.Source;
import org.taxbrain.schemas.lineage.Why.Answer;

/** Why a party's file says that several case numbers are one debt: by the rows of its cases that name a predecessor. */
final class DebtBasis {
    private static final String CASES = "enforcement-case";
    private static final List<String> FIELDS = List.of("/caseNo", "/predecessorNo");
    /** What {@code debts} of a party's file rest on. */
    static final List<Feed> FEEDS = List.of(new Feed("taxpayer.debts", CASES, FIELDS));

    private final FileView file;

    DebtBasis(FileView file) {
        this.file = file;
    }

    /** All debts, or the one whose case's id stands in brackets behind. */
    List<Answer> answers(FieldPath path) {
        String key = path.first().key();
        List<String> there = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (JsonNode debt : file.shown().path("debts")) {
            String id = debt.path("case").asText();
            there.add(id);
            if (key == null || key.equals(id)) {
                answers.add(new Answer("debts[" + id + ']', debt, basis(debt)));
            }
        }
        if (answers.isEmpty() || !path.rest().isEmpty()) {
            throw new LineageException("debts holds those under several case numbers, and nothing follows its element;"
                    + " this file has " + (there.isEmpty() ? "none" : Why.some(there)));
        }
        return answers;
    }

    private Basis basis(JsonNode debt) {
        List<String> numbers = new ArrayList<>();
        debt.path("numbers").forEach(n -> numbers.add(n.asText()));
        return Basis.derived(
                "the numbers that continue one another by predecessorNo, as the file of the debt has them: "
                        + debt.path("case").asText(),
                file.section(CASES).stream()
                        .filter(row ->
                                numbers.contains(row.data().path("caseNo").asText()))
                        .map(row -> new Source(row, FIELDS))
                        .toList());
    }
}
