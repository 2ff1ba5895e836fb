package org.taxbrain.local.books;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.Masking;
import org.taxbrain.schemas.index.PersonalKind;

/** Natural keys as they may be shown: the parts that are personal data are masked. */
public final class MaskedKey {
    private final List<PersonalKind> kinds;

    public MaskedKey(Dataset dataset) {
        this.kinds = dataset.descriptor().key().stream()
                .map(name -> PersonalKind.of(dataset, dataset.field(name)))
                .toList();
    }

    /** The key as shown. */
    public String mask(String key) {
        if (kinds.stream().allMatch(kind -> kind == PersonalKind.NONE)) {
            return key;
        }
        if (kinds.size() == 1) {
            return Masking.value(kinds.get(0), key);
        }
        List<String> parts = parts(key);
        return java.util.stream.IntStream.range(0, parts.size())
                .mapToObj(i -> Masking.value(i < kinds.size() ? kinds.get(i) : PersonalKind.OTHER, parts.get(i)))
                .collect(Collectors.joining("|"));
    }

    /** A bar within a part stands behind a backslash. */
    private static List<String> parts(String key) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\' && i + 1 < key.length()) {
                part.append(key.charAt(++i));
            } else if (c == '|') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
