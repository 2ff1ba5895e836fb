package org.taxbrain.jobs.health;

/** What one landed row adds to the profile of its day; never its content, but codes that its descriptor declares. A Flink POJO. */
public class RowProfile {
    public String descriptorHash;
    public boolean deletion;
    /** Fields that are absent. */
    public String[] absent;
    /** Values of fields that carry codes, as {@code field=code}. */
    public String[] codes;
    /** Names of columns that no field reads. */
    public String[] extra;
}
