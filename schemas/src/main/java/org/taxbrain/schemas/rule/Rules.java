package org.taxbrain.schemas.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.schemas.text.Sm3;

/** The rules of this build and their revision. Immutable. */
public final class Rules {
    private static final String ROOT = "/rules/";
    private final Map<String, Rule> rules;
    private final String revision;

    private Rules(Map<String, Rule> rules, String revision) {
        this.rules = rules;
        this.revision = revision;
    }

    /**
     * The rules that come with the product.
     *
     * @throws RuleException if a file can't be used
     */
    public static Rules load() {
        Map<String, String> texts = new LinkedHashMap<>();
        names().forEach(name -> texts.put(name, resource(name + ".yaml")));
        return of(texts);
    }

    /**
     * Rules from their files' texts.
     *
     * @param texts YAML by rule id
     * @throws RuleException if one can't be used
     */
    public static Rules of(Map<String, String> texts) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        StringBuilder all = new StringBuilder();
        texts.forEach((name, text) -> {
            rules.put(name, RuleReader.read(name, text));
            all.append(name).append('\u0000').append(text).append('\u0000');
        });
        String digest = Sm3.hex(all.toString().getBytes(StandardCharsets.UTF_8));
        return new Rules(rules, digest.substring(0, 16));
    }

    /** Ids of the product's rules, in the order of their index. */
    static List<String> names() {
        return resource("index.txt")
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .toList();
    }

    static String resource(String name) {
        try (InputStream in = Rules.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new RuleException(name, List.of("is not in this build"));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the rule " + name, e);
        }
    }

    /**
     * The rule of an id.
     *
     * @throws RuleException if there is none
     */
    public Rule rule(String id) {
        Rule rule = rules.get(id);
        if (rule == null) {
            throw new RuleException(id, List.of("no such rule; there are " + rules.keySet()));
        }
        return rule;
    }

    /** First 16 hexadecimal digits of the SM3 over all rule files: each file and reminder says which it was evaluated at. */
    public String revision() {
        return revision;
    }
}
