package org.taxbrain.jobs.file.kernel;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.taxbrain.schemas.catalogue.Descriptor.Validity;
import org.taxbrain.schemas.record.CleanRecord;

/**
 * What an accepted version of a row can be found by: whom it names, and of which time it speaks.
 *
 * @param subjects ids that it presents
 * @param aliases who it says that ids are, or what they go on with: canonical id or predecessor by id
 * @param validFrom since when it holds in the world; null: it doesn't say
 * @param validTo until when; null: it doesn't say
 */
public record Mentions(Set<String> subjects, Map<String, String> aliases, LocalDate validFrom, LocalDate validTo) {

    /** Of a version; a deletion names nobody. */
    public static Mentions of(RowReader reader, CleanRecord version) {
        if (version.getPayload() == null) {
            return new Mentions(Set.of(), Map.of(), null, null);
        }
        Row row = reader.read(version);
        Map<String, String> aliases = new LinkedHashMap<>(row.subjects().aliases(row.values()));
        aliases.putAll(row.subjects().continuations(row.values()));
        Validity validity = row.dataset().descriptor().validity();
        return new Mentions(
                row.subjects().of(row.values()).keySet(),
                aliases,
                validity == null ? null : row.date(validity.from()),
                validity == null || validity.to() == null ? null : row.date(validity.to()));
    }
}
