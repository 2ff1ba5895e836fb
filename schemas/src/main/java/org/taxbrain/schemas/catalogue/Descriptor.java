package org.taxbrain.schemas.catalogue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;

/**
 * A dataset's declaration, read from YAML; docs/contracts.md describes each key, descriptor.schema.json tells editors.
 *
 * <p>Purpose, legal basis, sharing, agreement and retention hold for every field that does not say otherwise ({@link FieldHint}).
 *
 * @param dataset id, lower case with hyphens
 * @param revision raised by one with every change
 * @param department id of the department that sends it
 * @param title title by language tag, {@code zh-CN} first
 * @param record name of the record in the IDL beside the descriptor
 * @param key fields that make the natural key, in order
 * @param unique top-level fields besides the key, each group of which stands together in one row only; a row is not refused for it
 * @param extent whether a delivery is the whole or a part
 * @param freshness how late the newest row may be
 * @param purpose what it is used for (政务数据共享条例)
 * @param legalBasis law or agreement that permits it
 * @param sharing how freely it is shared
 * @param sharingCondition on which condition it is shared, or why it is not; null: for its purpose, by its legal basis
 * @param agreementExpiry until when it may be used
 * @param retention how long rows are kept
 * @param resource what the national catalogue of government data says of it and nothing else here does
 * @param source the way in
 * @param fields hints by field path
 * @param subjects whose the row is
 * @param aliases identities that the row, an authority's record, establishes
 * @param continues subjects that go on under another id
 * @param personOnly whether its rows never show in a business's file: medical, family and loan data
 * @param records whether every row is also a document of its own in the index {@code record-<dataset>}
 * @param validity from when to when a row holds in the world; null: rows don't say
 */
public record Descriptor(
        String dataset,
        int revision,
        String department,
        Map<String, String> title,
        String record,
        List<String> key,
        List<List<String>> unique,
        Extent extent,
        Duration freshness,
        String purpose,
        String legalBasis,
        Sharing sharing,
        String sharingCondition,
        LocalDate agreementExpiry,
        Period retention,
        ResourceSpec resource,
        SourceSpec source,
        Map<String, FieldHint> fields,
        List<SubjectRef> subjects,
        List<AliasRef> aliases,
        List<ContinuationRef> continues,
        boolean personOnly,
        boolean records,
        Validity validity) {

    public Descriptor {
        title = title == null ? Map.of() : Map.copyOf(title);
        key = key == null ? List.of() : List.copyOf(key);
        unique = unique == null ? List.of() : unique.stream().map(List::copyOf).toList();
        extent = extent == null ? Extent.INCREMENTAL : extent;
        resource = resource == null ? ResourceSpec.NONE : resource;
        fields = fields == null ? Map.of() : Map.copyOf(fields);
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        continues = continues == null ? List.of() : List.copyOf(continues);
    }

    /** The terms of every item that has none of its own. */
    public Terms terms() {
        return new Terms(purpose, legalBasis, sharing, sharingCondition, agreementExpiry, retention);
    }

    /** Whether a delivery is the whole dataset, so that what is absent is gone, or a part of it. */
    public enum Extent {
        FULL,
        INCREMENTAL
    }

    /**
     * Whose a row is.
     *
     * @param kind {@code taxpayer}, {@code property-unit} or {@code enforcement-case}
     * @param id path of the identifier, such as {@code holders.id}
     * @param identifier type of the identifier, such as {@code resident-id}; null if {@code idType} says it
     * @param idType path of the field that holds the (canonical) identifier type; null if {@code identifier} says it
     * @param role what the subject is to the row, such as {@code holder}; null if {@code rolePath} says it
     * @param rolePath path of the field that holds the role
     * @param name path of the subject's name in the row, or null
     * @param nameRank which name a file shows when departments disagree: lowest first
     */
    public record SubjectRef(
            String kind,
            String id,
            String identifier,
            String idType,
            String role,
            String rolePath,
            String name,
            int nameRank) {}

    /**
     * "The subject that is presented as {@code from} is {@code to}", said by an authority's register.
     *
     * <p>A row may say that an id is itself: the register holds it as a current one, and it is nobody's former id, whatever
     * another row says.
     *
     * @param from path of the alias
     * @param fromIdentifier its identifier type; exactly one of {@code fromIdentifier} and {@code fromIdType} is given
     * @param fromIdType path of the field that holds its type
     * @param to path of the canonical identifier
     * @param toIdentifier its identifier type; exactly one of {@code toIdentifier} and {@code toIdType} is given
     * @param toIdType path of the field that holds its type
     */
    public record AliasRef(
            String from, String fromIdentifier, String fromIdType, String to, String toIdentifier, String toIdType) {}

    /**
     * Valid time: from when to when what a row says holds in the world, whenever it became known.
     *
     * @param from path of the date of its first day
     * @param to path of the date of its last day; null: no field says it
     */
    public record Validity(String from, String to) {}

    /**
     * "The case {@code id} goes on with what {@code predecessor} was about": all numbers of such a chain share one file.
     *
     * @param id path of the id; the dataset's natural key, so that one row alone speaks of an id
     * @param predecessor path of the id that it continues
     * @param identifier type of both
     */
    public record ContinuationRef(String id, String predecessor, String identifier) {}

    /**
     * The entry in the catalogue of government data 政务信息资源目录, as far as nothing else in the declaration says it.
     *
     * @param category 信息资源分类 from the class down, such as 部门信息资源; empty: 部门信息资源 and the department
     * @param code 信息资源代码, which the catalogue's keeper gives; null: none is known
     * @param summary 信息资源摘要: what it holds, in Chinese; null: only its title is known
     * @param open whether it is open to society 是否向社会开放; null: it is not
     * @param openCondition on which condition it is open
     * @param published 发布日期: when the department published it; null: not known
     * @param related 关联资源代码: codes of the same data elsewhere in the catalogue
     */
    public record ResourceSpec(
            List<String> category,
            String code,
            String summary,
            Boolean open,
            String openCondition,
            LocalDate published,
            List<String> related) {

        /** What holds where the descriptor says nothing. */
        public static final ResourceSpec NONE = new ResourceSpec(null, null, null, null, null, null, null);

        public ResourceSpec {
            category = category == null ? List.of() : List.copyOf(category);
            related = related == null ? List.of() : List.copyOf(related);
        }
    }

    /** The way in: exactly one of these is not null. */
    public record SourceSpec(Cdc cdc, Files files, Http http, Jdbc jdbc, Push push) {}

    /**
     * A table of a front-end database, by change capture.
     *
     * @param system name of the system in the configuration, {@code taxbrain.systems.<system>.*}
     * @param table schema-qualified table
     */
    public record Cdc(String system, String table) {}

    /**
     * What a department sends by itself, over HTTP: a JSON object or an array of them with each request.
     *
     * @param system name of the system in the configuration
     * @param path path that it is sent to
     * @param updatedAt source name of the field that orders versions (ISO instant)
     * @param sequence source name of the field that orders versions of one instant; null: their content tells them apart
     * @param deleted source name of a flag that says that the row is gone; null: rows are never deleted
     * @param bodyLimit bytes that a request may have; null: 1 MiB
     * @param window how far a request's time may lie from ours; null: 5 minutes
     */
    public record Push(
            String system,
            String path,
            String updatedAt,
            String sequence,
            String deleted,
            Integer bodyLimit,
            Duration window) {

        private static final int USUAL_LIMIT = 1 << 20;
        private static final Duration USUAL_WINDOW = Duration.ofMinutes(5);

        public Push {
            bodyLimit = bodyLimit == null ? Integer.valueOf(USUAL_LIMIT) : bodyLimit;
            window = window == null ? USUAL_WINDOW : window;
        }

        /** Its items read like those of an interface. */
        public Http items() {
            return new Http(system, path, updatedAt, sequence, deleted);
        }
    }

    /**
     * A table of a database whose log can't be read, asked again and again for what changed.
     *
     * @param system name of the system in the configuration
     * @param table table, perhaps behind its schema
     * @param changedAt column of the time at which a row was last changed; exactly one of it and {@code batch} is given
     * @param batch column of a number that grows with each load, whose rows become visible together
     * @param overlap how long after its changedAt a change may still become visible; null: 10 s
     * @param fetchSize rows that are fetched at a time; null: 1,000
     * @param fullPull how often the whole table is read, which alone finds what was deleted; null: 24 h
     */
    public record Jdbc(
            String system,
            String table,
            String changedAt,
            String batch,
            Duration overlap,
            Integer fetchSize,
            Duration fullPull) {

        private static final Duration USUAL_OVERLAP = Duration.ofSeconds(10);
        private static final int USUAL_FETCH_SIZE = 1_000;

        public Jdbc {
            overlap = overlap == null ? USUAL_OVERLAP : overlap;
            fetchSize = fetchSize == null ? Integer.valueOf(USUAL_FETCH_SIZE) : fetchSize;
            fullPull = fullPull == null ? Duration.ofDays(1) : fullPull;
        }

        /** The column by which rows are asked for. */
        public String orderColumn() {
            return changedAt == null ? batch : changedAt;
        }
    }

    /**
     * Files in a folder of an SFTP server.
     *
     * @param system name of the system in the configuration
     * @param directory folder, relative to the login's home
     * @param name regular expression of the file name; group {@code date} is the business date, and without such a group the day of landing is
     * @param nameDate pattern of the group {@code date} as {@link org.taxbrain.schemas.value.Dates} reads it, days may be left out; null: yyyyMMdd
     * @param format {@code csv}, {@code fixed}, {@code json}, {@code xml} or {@code camt.053}
     * @param charset IANA name, UTF-8 if null; a BOM is always taken off
     * @param fallbackCharset charset of the lines that are not of the first; null: their rows are quarantined
     * @param delimiter one to eight characters, such as {@code ||}; comma if null
     * @param quote one character, {@code "} if null; {@code none}: quotes are text
     * @param skipLines lines before the header, or before the first row, that are passed over
     * @param headerLines lines before the first row; the first of them names the columns; 0: columns stand in the schema's order, or where the hints say
     * @param row where rows are: path of the element (XML), JSON pointer of the array
     * @param widthIn what positions of {@code fixed} count; null: bytes
     * @param control suffix of the control file (java properties with rows, total, sm3, signature); null: none
     * @param trailer regular expression of the last line, with the groups {@code rows} and perhaps {@code total}; null: the last line is a row
     * @param totalField the field that the total of control file or trailer sums; null: no total
     * @param encryption {@code sm4-gcm}; null: in clear
     * @param signature {@code sm2}, in the control file; null: none
     */
    public record Files(
            String system,
            String directory,
            String name,
            String nameDate,
            String format,
            String charset,
            String fallbackCharset,
            String delimiter,
            String quote,
            Integer skipLines,
            Integer headerLines,
            String row,
            WidthIn widthIn,
            String control,
            String trailer,
            String totalField,
            String encryption,
            String signature) {

        /** Whether a field's source is what stands in the file once, before its rows: {@code /Report/@date} of XML, {@code #/date} of JSON. */
        public boolean isInHeader(String source) {
            return "xml".equals(format) ? source.startsWith("/") : "json".equals(format) && source.startsWith("#/");
        }
    }

    /** What the positions of a line of fixed width count. */
    public enum WidthIn {
        /** Bytes of the charset: a Chinese character takes two in GBK. */
        BYTES,
        CHARACTERS
    }

    /**
     * A JSON interface, read by page and {@code updatedSince}.
     *
     * @param system name of the system in the configuration
     * @param path path of the resource
     * @param updatedAt source name of the field that orders versions (ISO instant)
     * @param sequence source name of the field that orders versions of one instant
     * @param deleted source name of a flag that says that the row is gone; null: rows are never deleted
     */
    public record Http(String system, String path, String updatedAt, String sequence, String deleted) {}
}
