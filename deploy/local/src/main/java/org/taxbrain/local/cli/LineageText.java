package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.taxbrain.schemas.lineage.Lineage;
import org.taxbrain.schemas.lineage.Lineage.Cell;
import org.taxbrain.schemas.lineage.Lineage.Declaration;
import org.taxbrain.schemas.lineage.Lineage.Law;
import org.taxbrain.schemas.lineage.Lineage.Mention;
import org.taxbrain.schemas.lineage.Lineage.Origin;
import org.taxbrain.schemas.lineage.Lineage.Through;
import org.taxbrain.schemas.lineage.Lineage.Value;

/** A lineage as people read it. */
final class LineageText {
    private static final String UNKNOWN = "not known: the file was written before it kept this";
    private final StringBuilder out = new StringBuilder();

    private LineageText() {}

    static String of(Lineage lineage) {
        LineageText text = new LineageText();
        text.line("", "file of", lineage.subject());
        lineage.values().forEach(text::value);
        text.rest(lineage.values().size(), lineage.valuesInAll(), "values");
        return text.out.toString();
    }

    private void value(Value value) {
        out.append('\n')
                .append(value.path())
                .append(" = ")
                .append(shown(value.value()))
                .append('\n');
        line("  ", "derived", value.rule());
        value.laws().forEach(law -> line("  ", "law", law(law)));
        value.notes().forEach(note -> line("  ", "note", note));
        value.rows().forEach(row -> {
            out.append('\n');
            row(row);
        });
        rest(value.rows().size(), value.rowsInAll(), "rows");
    }

    private void rest(int shown, int all, String what) {
        if (shown < all) {
            out.append("\n… ")
                    .append(shown)
                    .append(" of ")
                    .append(all)
                    .append(' ')
                    .append(what)
                    .append(" shown\n");
        }
    }

    private static String law(Law law) {
        return law.title().getOrDefault("zh-CN", law.rule()) + ' ' + law.rate() + " (" + law.per() + "), from "
                + law.validFrom() + (law.validTo() == null ? "" : " to " + law.validTo()) + ", " + law.legalBasis()
                + "; read in " + law.source() + (law.verified() ? "" : " (unverified)");
    }

    private void row(Origin row) {
        line("  ", "row", named(row));
        line("    ", "in file", row.file());
        row.fields().forEach(this::cell);
        source("    ", row);
        if (row.declaration() != null) {
            line("    ", "declared", declaration(row.declaration()));
        }
        if (row.through() != null) {
            through(row.through());
        }
    }

    private static String named(Origin row) {
        return row.dataset() + title(row.title()) + (row.department() == null ? "" : " of " + row.department())
                + ", key " + Objects.requireNonNullElse(row.key(), "not shown: the dataset is not declared here");
    }

    private static String title(Map<String, String> title) {
        return title == null || !title.containsKey("zh-CN") ? "" : ' ' + title.get("zh-CN");
    }

    private void source(String indent, Origin row) {
        line(indent, "position", row.position());
        line(indent, "batch", row.batch());
        line(
                indent,
                "committed",
                Objects.requireNonNullElse(row.committedAt(), "the source does not say when it wrote this"));
        line(indent, "landed", row.landedAt());
    }

    private void cell(Cell cell) {
        line("    ", "field", cell.path() + ' ' + cell.label() + " = " + shown(cell.value()) + ", " + cell.type());
        line("      ", "came as", String.join("; ", concat(cell.sourceName(), cell.reading())));
        line("      ", "passed", String.join(" · ", cell.checks()));
        List<String> repairs = cell.repairs();
        line("      ", "repairs", repairs == null ? UNKNOWN : repairs.isEmpty() ? "none" : String.join("; ", repairs));
    }

    private static List<String> concat(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private static String declaration(Declaration declaration) {
        String here = "revision " + declaration.revision();
        if (declaration.current() == null) {
            return UNKNOWN + "; the checks above are those of " + here;
        }
        return declaration.current()
                ? here + " (" + declaration.hash() + ')'
                : "by another declaration (" + declaration.hash() + "); the checks above are those of " + here
                        + ", in force here";
    }

    private void through(Through through) {
        String mentions = String.join(
                ", ", through.mentions().stream().map(LineageText::mention).toList());
        line(
                "    ",
                "through",
                "presented as " + Objects.requireNonNullElse(through.presentedAs(), "an id that is not shown")
                        + (mentions.isEmpty() ? "" : " by " + mentions));
        line("    ", "", through.note());
        if (through.register() != null) {
            line("      ", "who is", "this subject, says the row " + named(through.register()));
            through.register()
                    .fields()
                    .forEach(f -> line("      ", "", f.path() + ' ' + f.label() + " = " + shown(f.value())));
            source("      ", through.register());
        }
    }

    private static String mention(Mention mention) {
        return mention.field() + (mention.role() == null ? "" : " (" + mention.role() + ')');
    }

    private static String shown(JsonNode value) {
        return value.isNull() ? "(absent)" : value.isTextual() ? value.asText() : value.toString();
    }

    private void line(String indent, String label, String text) {
        if (text != null) {
            out.append(indent)
                    .append(String.format("%-10s", label))
                    .append(text)
                    .append('\n');
        }
    }
}
