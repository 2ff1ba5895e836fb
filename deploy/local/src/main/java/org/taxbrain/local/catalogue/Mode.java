package org.taxbrain.local.catalogue;

import org.taxbrain.schemas.catalogue.Descriptor.SourceSpec;

/** How departments exchange data over the city's platform. */
enum Mode {
    /** 库表: rows of a front-end database. */
    TABLE("table", "数据库"),
    /** 文件. */
    FILE("file", "文件"),
    /** 接口. */
    INTERFACE("interface", "接口");

    private final String id;
    private final String label;

    Mode(String id, String label) {
        this.id = id;
        this.label = label;
    }

    static Mode of(SourceSpec source) {
        return source.cdc() != null || source.jdbc() != null ? TABLE : source.files() != null ? FILE : INTERFACE;
    }

    String id() {
        return id;
    }

    /** What the national catalogue calls it. */
    String label() {
        return label;
    }
}
