package org.taxbrain.kibana;

/** A language that the saved objects are written in; Kibana keeps one text per object, so each language is a file of its own. */
public enum Language {
    ZH_CN("zh-CN"),
    EN("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language tag, by which the catalogue has its titles and the file its name. */
    public String tag() {
        return tag;
    }

    /** The file of the language's saved objects. */
    public String file() {
        return tag + ".ndjson";
    }
}
