package org.taxbrain.city.dirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One row as its department writes it, and what is wrong or odd with it. */
public final class Row {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Form form;
    private final String[] values;
    private List<Map<String, String>> list = List.of();
    private Mark mark;

    /** @param values one a column, null: absent */
    public Row(Form form, String... values) {
        if (values.length != form.columns().size()) {
            throw new IllegalArgumentException(form.dataset() + " has " + form.columns() + ", not " + values.length);
        }
        this.form = form;
        this.values = values.clone();
    }

    /** What is wrong or odd with a row; {@code raw} and {@code clean} are given for a repair only. */
    public record Mark(Dirt kind, String rule, String field, String why, String raw, String clean) {}

    /** How the dataset is written. */
    public Form form() {
        return form;
    }

    /** The natural key as it stands in the row; empty if it is missing. */
    public String key() {
        return values[0] == null ? "" : values[0];
    }

    /** The value of a column, null: absent. */
    public String get(String column) {
        return values[form.index(column)];
    }

    /** Changes a value. */
    public void set(String column, String value) {
        values[form.index(column)] = value;
    }

    /** All values in the order of the columns. */
    public List<String> values() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** Elements of the row's list, such as holders; they can be changed, then {@link #putList} again. */
    public List<Map<String, String>> list() {
        return list;
    }

    /** Puts a list of objects into a column, as JSON. */
    public void putList(String column, List<Map<String, String>> elements) {
        list = elements;
        try {
            set(column, JSON.writeValueAsString(elements));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts can always be written", e);
        }
    }

    /** The same values, without the mark. */
    public Row unmarked() {
        Row copy = new Row(form, values);
        copy.list = list;
        return copy;
    }

    /** What is wrong or odd, null: nothing. */
    public Mark mark() {
        return mark;
    }

    /** Says what is wrong or odd; once only, so that a row's first fault is its only one. */
    public void mark(Mark what) {
        if (mark != null) {
            throw new IllegalStateException(form.dataset() + ": a row has one fault at most");
        }
        mark = what;
    }

    /** Whether a careful reader refuses it. */
    public boolean dirty() {
        return mark != null && mark.kind().effect() == Dirt.Effect.QUARANTINE;
    }

    /** Whether it has a kind of dirt. */
    public boolean has(Dirt kind) {
        return mark != null && mark.kind() == kind;
    }
}
