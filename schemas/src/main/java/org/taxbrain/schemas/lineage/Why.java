package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.Masking;
import org.taxbrain.schemas.lineage.FieldPath.Step;
import org.taxbrain.schemas.lineage.Lineage.Value;
import org.taxbrain.schemas.rule.Rules;

/** Answers why a value stands in a taxpayer's, unit's or case's file. */
public final class Why {
    /** Values, rows of a value, and names in a message, that an answer shows at most. */
    public static final int SHOWN = 20;

    private static final List<String> PARTS = List.of(
            "subject",
            "kind",
            "name",
            "names",
            "identifiers",
            "ruleRevision",
            "summary",
            "units",
            "unitCount",
            "relatives",
            "debts",
            "debtCount",
            "positions",
            "positionHolders",
            "sections",
            "reminders");
    private final Function<String, Optional<Dataset>> datasets;
    private final Rules rules;
    private final Function<String, Optional<JsonNode>> files;
    private final boolean masked;

    /**
     * @param datasets looks up a dataset by id
     * @param files looks up the file of another subject by its id: a reminder can rest on a case's rows
     * @param masked whether personal data is masked in the answer, as {@link org.taxbrain.schemas.index.MaskedFile} does
     */
    public Why(
            Function<String, Optional<Dataset>> datasets,
            Rules rules,
            Function<String, Optional<JsonNode>> files,
            boolean masked) {
        this.datasets = datasets;
        this.rules = rules;
        this.files = files;
        this.masked = masked;
    }

    /**
     * The lineage of a value.
     *
     * @param document the file
     * @param field a path as in the document, such as {@code sections.property-right.items[R1].price}
     * @throws LineageException if the file has no such value; says what there is
     */
    public Lineage of(JsonNode document, String field) {
        FieldPath path = FieldPath.parse(field);
        FileView file = view(document);
        List<Answer> answers = answers(file, path);
        Origins origins = new Origins(file);
        List<Value> values =
                answers.stream().limit(SHOWN).map(a -> value(a, origins)).toList();
        return new Lineage(file.shownSubject(), masked, values, answers.size());
    }

    /** A value and, when it is asked for, what it rests on. */
    record Answer(String path, JsonNode value, Basis basis) {}

    private FileView view(JsonNode document) {
        return new FileView(document, masked, datasets);
    }

    private static Value value(Answer answer, Origins origins) {
        Basis basis = answer.basis;
        return new Value(
                answer.path,
                Cells.orNull(answer.value),
                basis.rule(),
                basis.laws(),
                basis.sources().stream()
                        .limit(SHOWN)
                        .map(s -> origins.of(s.item(), s.fields()))
                        .toList(),
                basis.sources().size(),
                basis.notes());
    }

    private List<Answer> answers(FileView file, FieldPath path) {
        String part = path.first().name();
        Derivations derive = new Derivations(file);
        return switch (part) {
            case "subject" ->
                one(
                        file,
                        path,
                        derive.subject("the id that a register gives for the ids under which rows present the subject;"
                                + " such an id itself while no register speaks"));
            case "kind" -> one(file, path, derive.subject("the prefix of subject"));
            case "name" -> one(file, path, derive.name());
            case "ruleRevision" -> one(file, path, revision());
            case "names" -> each(file, path, name -> shownName(file, name), derive::name);
            case "identifiers" -> each(file, path, this::shownId, derive::identifier);
            case "reminders" ->
                each(file, path, UnaryOperator.identity(), new ReminderBasis(file, rules, this::other)::of);
            case "units" -> units(file, path);
            case "unitCount" -> one(file, path, count("units", "of the units that tell the subject what burdens them"));
            case "relatives" -> relatives(file, path);
            case "debts" -> new DebtBasis(file).answers(path);
            case "debtCount" ->
                one(file, path, count("debts", "of the subject's debts that have several case numbers"));
            case "positions", "positionHolders" -> new PositionBasis(file).answers(path);
            case "summary" -> summary(file, path, derive);
            case "sections" -> new Sections(file, derive).answers(path);
            default -> throw new LineageException("A file has no " + quoted(part) + "; it has " + present(file));
        };
    }

    private Optional<FileView> other(String subject) {
        return files.apply(subject).map(this::view);
    }

    /** What burdens the units of a taxpayer: all, or the one in brackets. */
    private List<Answer> units(FileView file, FieldPath path) {
        List<String> there = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        UnitBurdens burdens = new UnitBurdens(file, this::other);
        String key = path.first().key();
        for (JsonNode unit : file.shown().path("units")) {
            String id = unit.path("unit").asText();
            there.add(id);
            if (key == null || key.equals(id)) {
                answers.add(new Answer("units[" + id + ']', unit, burdens.of(id)));
            }
        }
        if (answers.isEmpty() || !path.rest().isEmpty()) {
            throw new LineageException(
                    "units holds what burdens each unit of a holder, and nothing follows its element;"
                            + " this file has " + (there.isEmpty() ? "none" : some(there)));
        }
        return answers;
    }

    /** What relatives told: all, or those of the person in brackets. */
    private List<Answer> relatives(FileView file, FieldPath path) {
        List<String> there = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        RelativesTold told = new RelativesTold(file, this::other);
        String key = path.first().key();
        int at = 0;
        for (JsonNode relative : file.document().path("relatives")) {
            JsonNode shown = file.shown().path("relatives").path(at++);
            String id = shown.path("person").asText();
            there.add(id);
            if (key == null
                    || key.equals(id)
                    || key.equals(relative.path("person").asText())) {
                answers.add(new Answer("relatives[" + id + ']', shown, told.of(relative)));
            }
        }
        if (answers.isEmpty() || !path.rest().isEmpty()) {
            throw new LineageException("relatives holds what each relative told, and nothing follows its element;"
                    + " this file has " + (there.isEmpty() ? "none" : some(there)));
        }
        return answers;
    }

    private Basis revision() {
        return Basis.derived("a digest of all files of rules in force when the file was written", List.of())
                .with("The rules of this build have the revision " + rules.revision() + ".");
    }

    private static Basis count(String list, String of) {
        return Basis.derived("the number " + of + ", all of them; " + list + " shows the first", List.of());
    }

    private static List<Answer> one(FileView file, FieldPath path, Basis basis) {
        String name = path.first().name();
        if (path.first().key() != null || !path.rest().isEmpty()) {
            throw new LineageException(name + " is a single value: nothing follows it");
        }
        if (!file.document().hasNonNull(name)) {
            throw new LineageException("This file has no " + name + "; it has " + present(file));
        }
        return List.of(new Answer(name, file.shown().path(name), basis));
    }

    private static List<String> present(FileView file) {
        return PARTS.stream().filter(p -> file.document().hasNonNull(p)).toList();
    }

    /** All elements of a list of texts, or the one in brackets, in full or as it is shown. */
    private static List<Answer> each(
            FileView file, FieldPath path, UnaryOperator<String> show, Function<String, Basis> basis) {
        String name = path.first().name();
        if (!path.rest().isEmpty()) {
            throw new LineageException(name + " is a list of texts: nothing follows its element");
        }
        String key = path.first().key();
        List<Answer> answers = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (JsonNode element : file.document().path(name)) {
            String shown = show.apply(element.asText());
            there.add(shown);
            if (key == null || key.equals(element.asText()) || key.equals(shown)) {
                answers.add(new Answer(
                        name + '[' + shown + ']',
                        JsonNodeFactory.instance.textNode(shown),
                        basis.apply(element.asText())));
            }
        }
        if (answers.isEmpty()) {
            throw new LineageException(
                    key == null || there.isEmpty()
                            ? "This file's " + name + " is empty"
                            : name + " has no such element; it has " + some(there));
        }
        return answers;
    }

    private String shownName(FileView file, String name) {
        return masked ? Masking.subjectName(file.subject(), name) : name;
    }

    private String shownId(String id) {
        return masked ? id.substring(0, id.indexOf(':') + 1) + Masking.subject(id) : id;
    }

    private static List<Answer> summary(FileView file, FieldPath path, Derivations derive) {
        JsonNode summary = file.shown().path("summary");
        List<String> there = new ArrayList<>();
        summary.fieldNames().forEachRemaining(there::add);
        List<Step> rest = path.rest();
        if (path.first().key() != null
                || rest.size() > 1
                || rest.size() == 1 && rest.get(0).key() != null) {
            throw new LineageException("Below summary stand values that nothing follows: " + there);
        }
        List<String> asked = rest.isEmpty() ? there : List.of(rest.get(0).name());
        if (!there.containsAll(asked)) {
            throw new LineageException("summary has no " + quoted(asked.get(0)) + "; it has " + there);
        }
        return asked.stream()
                .map(name -> new Answer("summary." + name, summary.path(name), derive.summary(name)))
                .toList();
    }

    /** A name that was typed, if it can be one: what else was typed may be personal and is not repeated. */
    static String quoted(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_-]{0,40}") ? "\"" + name + "\"" : "such name";
    }

    /** What there is, cut where it would fill the screen. */
    static String some(List<String> there) {
        String shown = String.join(", ", there.subList(0, Math.min(SHOWN, there.size())));
        return there.size() > SHOWN ? shown + " … (" + SHOWN + " of " + there.size() + ")" : shown;
    }
}
