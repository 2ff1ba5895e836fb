package org.taxbrain.departments;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One resource of a department's interface and the table behind it. The table's columns are the answer's fields: {@code case_no} is
 * {@code caseNo}, a column of JSON is JSON, all else text; {@code extra} holds fields that the agreement does not know, and
 * {@code updated_at}, {@code seq} and {@code deleted} are the row's version.
 *
 * @param department whose it is, and whose key its callers must show
 * @param path path of the resource
 * @param table table of the database
 */
public record Resource(String department, String path, String table) {
    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z0-9-]{0,40}):(/[a-z0-9/-]{1,100})=([a-z][a-z0-9_]{0,60})");

    /** Reads {@code <department>:<path>=<table>}. */
    static Resource parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new SettingsException(
                    "\"" + text + "\" is not <department>:<path>=<table>, such as court:/api/case-funds=case_funds");
        }
        return new Resource(form.group(1), form.group(2), form.group(3));
    }
}
