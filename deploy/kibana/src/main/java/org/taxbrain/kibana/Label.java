package org.taxbrain.kibana;

import java.util.Map;
import java.util.Objects;

/** A text that readers see, in each language. */
public record Label(String chinese, String english) {
    public Label {
        Objects.requireNonNull(chinese, "chinese is null");
        Objects.requireNonNull(english, "english is null");
    }

    public static Label of(String chinese, String english) {
        return new Label(chinese, english);
    }

    /** Titles of the catalogue; what has no English one is called by its id. */
    public static Label of(Map<String, String> titles, String id) {
        return new Label(titles.getOrDefault(Language.ZH_CN.tag(), id), titles.getOrDefault(Language.EN.tag(), id));
    }

    public String in(Language language) {
        return switch (language) {
            case ZH_CN -> chinese;
            case EN -> english;
        };
    }
}
