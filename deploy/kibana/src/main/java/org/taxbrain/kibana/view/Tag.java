package org.taxbrain.kibana.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.object.SavedObject;

/** For whom an object is. A tag tells; what forbids is the reader's role in Elasticsearch. */
public enum Tag {
    RESTRICTED(
            "taxbrain-restricted",
            Label.of("税务大脑·受限", "Tax brain: restricted"),
            Label.of(
                    "所用索引含完整标识或完整记录，仅限获准人员",
                    "Reads indices that hold full identifiers or full rows: for authorised readers"),
            "#BD271E"),
    GENERAL(
            "taxbrain-general",
            Label.of("税务大脑·通用", "Tax brain: general"),
            Label.of("仅含脱敏或哈希后的数据", "Reads masked or hashed data only"),
            "#017D73");

    private final String id;
    private final Label name;
    private final Label description;
    private final String color;

    Tag(String id, Label name, Label description, String color) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.color = color;
    }

    /** The tag of what is restricted or not. */
    public static Tag of(boolean restricted) {
        return restricted ? RESTRICTED : GENERAL;
    }

    public String id() {
        return id;
    }

    public SavedObject object(Language language) {
        return new SavedObject(
                ObjectType.TAG,
                id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name.in(language))
                        .put("description", description.in(language))
                        .put("color", color),
                List.of());
    }
}
