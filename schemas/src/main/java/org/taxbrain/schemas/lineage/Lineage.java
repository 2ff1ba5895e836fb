package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Why a value stands in a file. What is null is not known or does not apply, and is left out of the JSON.
 *
 * @param subject whose file it is
 * @param masked whether personal data is masked in all that follows
 * @param values the values that the path means, at most {@link Why#SHOWN}
 * @param valuesInAll how many there are
 */
public record Lineage(String subject, boolean masked, List<Value> values, int valuesInAll) {

    /**
     * One value of a file.
     *
     * @param path where it stands in the document
     * @param value as the file shows it; JSON null: absent
     * @param rule how it is derived; null: as a department delivered it
     * @param laws versions of the rules of law that it was derived by
     * @param rows the rows that it comes from, at most {@link Why#SHOWN}
     * @param rowsInAll how many there are among those that the document holds
     * @param notes what the rows don't tell
     */
    public record Value(
            String path,
            JsonNode value,
            @JsonInclude(Include.NON_NULL) String rule,
            @JsonInclude(Include.NON_EMPTY) List<Law> laws,
            List<Origin> rows,
            int rowsInAll,
            @JsonInclude(Include.NON_EMPTY) List<String> notes) {}

    /** A version of a rule of law. */
    @JsonInclude(Include.NON_NULL)
    public record Law(
            String rule,
            Map<String, String> title,
            String rate,
            String per,
            String validFrom,
            String validTo,
            String legalBasis,
            String source,
            boolean verified) {}

    /**
     * One row that a value comes from, and the way that it took.
     *
     * @param file the file that it was found in, where that is another one; else null
     * @param title of the dataset, by language tag; null with all that a declaration says where the dataset is not declared here
     * @param key the row's natural key
     * @param position where it stands in its source
     * @param batch what it came in
     * @param committedAt when it was written at the source, if the source says so
     * @param through null for a register's row that explains another one
     */
    @JsonInclude(Include.NON_NULL)
    public record Origin(
            String file,
            String dataset,
            Map<String, String> title,
            String department,
            String key,
            String position,
            String batch,
            String committedAt,
            String landedAt,
            Declaration declaration,
            List<Cell> fields,
            Through through) {}

    /**
     * What a row was checked by.
     *
     * @param hash of the declaration; null: the document was written before files kept it
     * @param revision of the declaration in force here
     * @param current whether it is the one in force here, whose checks are the ones listed; null: not known
     */
    @JsonInclude(Include.NON_NULL)
    public record Declaration(String hash, int revision, Boolean current) {}

    /**
     * A field of a row.
     *
     * @param path in the row, such as {@code holders[0].name}
     * @param label Chinese label
     * @param value as the file shows it; JSON null: absent
     * @param sourceName what the department calls it
     * @param reading how the text that came was read
     * @param checks what the value passed
     * @param repairs repairs and warnings; null: the document was written before files kept them
     */
    public record Cell(
            String path,
            String label,
            JsonNode value,
            String type,
            String sourceName,
            @JsonInclude(Include.NON_EMPTY) List<String> reading,
            List<String> checks,
            @JsonInclude(Include.NON_NULL) List<String> repairs) {}

    /**
     * How a row came into the file.
     *
     * @param presentedAs the id under which the row names the subject
     * @param mentions the fields in which it does, and as what
     * @param register the register's row that says who the presented id is; null: the id is the subject's own, or the note says why
     * @param note what could not be found, or null
     */
    @JsonInclude(Include.NON_NULL)
    public record Through(String presentedAs, List<Mention> mentions, Origin register, String note) {}

    /** A field in which a row names the subject, and the subject's role there; null: the row gives none. */
    @JsonInclude(Include.NON_NULL)
    public record Mention(String field, String role) {}
}
