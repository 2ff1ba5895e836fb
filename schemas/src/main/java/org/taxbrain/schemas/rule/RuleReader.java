package org.taxbrain.schemas.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads and checks a rule file. */
final class RuleReader {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RuleReader() {}

    /** @throws RuleException if anything in it can't be used */
    static Rule read(String where, String text) {
        Rule rule;
        try {
            rule = YAML.readValue(text, Rule.class);
        } catch (JsonProcessingException e) {
            String at =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new RuleException(where, "not a rule: " + e.getOriginalMessage() + at, e);
        }
        List<String> faults = faults(rule);
        if (!where.equals(rule.id())) {
            faults.add("id: must be the file's name, not " + rule.id());
        }
        if (!faults.isEmpty()) {
            throw new RuleException(where, faults);
        }
        return rule;
    }

    private static List<String> faults(Rule rule) {
        List<String> faults = new ArrayList<>();
        if (rule.anchor() == null) {
            faults.add("anchor: say which date decides");
        }
        if (rule.versions().isEmpty()) {
            faults.add("versions: at least one is needed");
        }
        LocalDate free = LocalDate.MIN;
        for (RuleVersion v : rule.versions()) {
            String at = "version of " + v.validFrom() + ": ";
            if (v.rate() == null || v.rate().compareTo(BigDecimal.ZERO) < 0) {
                faults.add(at + "rate must be 0 or more");
            }
            if (v.per() == null) {
                faults.add(at + "per must be day or once");
            }
            if (isBlank(v.legalBasis()) || isBlank(v.source())) {
                faults.add(at + "legalBasis and source are needed");
            }
            if (v.validFrom() == null || free == null || v.validFrom().isBefore(free)) {
                faults.add(at + "validFrom must follow the end of the version before it");
                break;
            }
            if (v.validTo() != null && v.validTo().isBefore(v.validFrom())) {
                faults.add(at + "validTo is before validFrom");
            }
            free = v.validTo() == null ? null : v.validTo().plusDays(1);
        }
        return faults;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
