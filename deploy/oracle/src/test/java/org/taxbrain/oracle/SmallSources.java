package org.taxbrain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.taxbrain.schemas.text.Sm3;

/** The departments' systems with a handful of rows, in a real PostgreSQL and real files; written by hand, read by the oracle. */
final class SmallSources implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final byte[] PEPPER = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    static final LocalDate LANDED = LocalDate.parse("2026-03-10");
    private static final List<String> DATABASES = List.of("property_register", "tax_core", "court", "exchange_tables");

    private final EmbeddedPostgres postgres;
    private final Path folder;

    SmallSources(Path folder) throws IOException, SQLException {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.builder().start();
        for (String database : DATABASES) {
            execute("postgres", "CREATE DATABASE " + database);
            try (InputStream ddl = SmallSources.class.getResourceAsStream("/ddl/" + database + ".sql")) {
                execute(database, new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        for (String script : List.of("housing", "market_regulation", "regional_bureaus")) {
            try (InputStream ddl = SmallSources.class.getResourceAsStream("/ddl/" + script + ".sql")) {
                execute("court", new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Files.createDirectories(folder.resolve("sent"));
        Files.createDirectories(folder.resolve("truth"));
        clear();
    }

    /** Empties everything. */
    void clear() throws IOException, SQLException {
        execute("property_register", "TRUNCATE bdc_ql, bdc_dyaq, bdc_cf, bdc_sq");
        execute("tax_core", "TRUNCATE dj_nsrxx, dj_rzxx, zs_qsxx");
        execute("tax_core", "TRUNCATE xy_pjjg");
        execute(
                "court",
                "TRUNCATE enforcement_case, case_funds, sale_contract, business_licence, foreign_credit_rating");
        execute("exchange_tables", "TRUNCATE bzdz");
        Files.writeString(folder.resolve("sent/deliveries.jsonl"), "");
        Files.writeString(folder.resolve("truth/dirty.jsonl"), "");
        Files.deleteIfExists(folder.resolve("truth/mended.jsonl"));
    }

    OracleConfig config(URI elasticsearch) {
        return new OracleConfig(
                database("oracle"),
                database("property_register"),
                database("tax_core"),
                database("court"),
                database("exchange_tables"),
                folder.resolve("sent"),
                folder.resolve("truth"),
                elasticsearch,
                null,
                PEPPER,
                LANDED,
                50);
    }

    Database database(String name) {
        return new Database(postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    /** @param holders JSON of 权利人 */
    SmallSources right(String no, String unit, String holders, String registered, String cancelled)
            throws SQLException {
        insert(
                "property_register",
                "INSERT INTO bdc_ql (ywh, bdcdyh, bdcqzh, qllx, qlr, jzmj, yt, zl, qdjg, djrq, zxrq) VALUES (?, ?,"
                        + " '浙（2021）杭州市不动产权第0012345号', '6', ?::jsonb, 89.50, '住宅', '文三路1号', 1100000.00, ?::date, ?::date)",
                no,
                unit,
                holders,
                registered,
                cancelled);
        return this;
    }

    SmallSources mortgage(String no, String unit, String secured, String cancelled) throws SQLException {
        insert(
                "property_register",
                "INSERT INTO bdc_dyaq VALUES (?, ?, '某银行', '91350100M000100Y43', ?::numeric, '2021-07-01', ?::date)",
                no,
                unit,
                secured,
                cancelled);
        return this;
    }

    /** @param applicants JSON of 申请人 */
    SmallSources application(String no, String unit, String applicants, String stage) throws SQLException {
        insert(
                "property_register",
                "INSERT INTO bdc_sq VALUES (?, ?, '200', ?::jsonb, '2026-03-02', ?)",
                no,
                unit,
                applicants,
                stage);
        return this;
    }

    /** @param kind code; {@code from}, {@code to} null: a waiting one */
    SmallSources seizure(String no, String unit, String kind, String renews, String registered, String from, String to)
            throws SQLException {
        insert(
                "property_register",
                "INSERT INTO bdc_cf VALUES (?, ?, ?, ?, '西湖区人民法院', null, ?::date, ?::date, ?::date)",
                no,
                unit,
                kind,
                renews,
                registered,
                from,
                to);
        return this;
    }

    SmallSources registration(String djxh, String name, String idType, String id) throws SQLException {
        insert(
                "tax_core",
                "INSERT INTO dj_nsrxx VALUES (?, ?, ?, ?, '03', null, null, '西湖区税务局', null, '2015-05-01')",
                djxh,
                name,
                idType,
                id);
        return this;
    }

    /** @param kind code */
    SmallSources position(String no, String djxh, String kind, String name, String idType, String id, String to)
            throws SQLException {
        insert(
                "tax_core",
                "INSERT INTO dj_rzxx VALUES (?, ?, '某公司', ?, ?, ?, ?, '2020-01-02', ?::date)",
                no,
                djxh,
                kind,
                name,
                idType,
                id,
                to);
        return this;
    }

    SmallSources arrears(String no, String djxh, String due, String open) throws SQLException {
        insert(
                "tax_core",
                "INSERT INTO zs_qsxx VALUES (?, ?, '增值税', '2025-01-01', '2025-03-31', ?::date, 5000.00, ?::numeric, '2026-03-01')",
                no,
                djxh,
                due,
                open);
        return this;
    }

    /** @param parties JSON */
    SmallSources enforcementCase(String no, String cause, String parties) throws SQLException {
        insert(
                "court",
                "INSERT INTO enforcement_case (case_no, court, cause, amount, stage, filed_on, parties) VALUES"
                        + " (?, '西湖区人民法院', ?, '1,100,000.00', '执行中', '2021-05-01', ?::jsonb)",
                no,
                cause,
                parties);
        return this;
    }

    /** Says of a case that it goes on with another one. */
    SmallSources continues(String no, String predecessor, String filed) throws SQLException {
        insert(
                "court",
                "UPDATE enforcement_case SET predecessor_no = ?, filed_on = ? WHERE case_no = ?",
                predecessor,
                filed,
                no);
        return this;
    }

    SmallSources funds(
            String no, String caseNo, String direction, String principal, String interest, String costs, String on)
            throws SQLException {
        insert(
                "court",
                "INSERT INTO case_funds (movement_id, case_no, direction, amount, principal, interest, costs, occurred_on) VALUES"
                        + " (?, ?, ?, '1000.00', ?, ?, ?, ?)",
                no,
                caseNo,
                direction,
                principal,
                interest,
                costs,
                on);
        return this;
    }

    /** @param parties JSON of 合同当事人 */
    SmallSources contract(String no, String unit, String parties, String price) throws SQLException {
        insert(
                "court",
                "INSERT INTO sale_contract (contract_no, unit_no, kind, parties, price, area, signed_on, status) VALUES"
                        + " (?, ?, '存量房', ?::jsonb, ?, '89.50', '2026-01-05', '已签约')",
                no,
                unit,
                parties,
                price);
        return this;
    }

    SmallSources licence(String uscc, String name, String representative, String capital) throws SQLException {
        insert(
                "court",
                "INSERT INTO business_licence (uscc, name, kind, representative_name, representative_id_type,"
                        + " representative_id, capital, status, established_on) VALUES"
                        + " (?, ?, '有限责任公司', '王伟', '身份证', ?, ?, '存续', '2019-05-06')",
                uscc,
                name,
                representative,
                capital);
        return this;
    }

    /** A delivery of auctions; each an element {@code Auction}. */
    SmallSources auctions(String date, String... auctions) throws IOException {
        String text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Auctions>" + String.join("\n", auctions) + "</Auctions>";
        return deliver(
                "judicial-auction",
                "judicial-auction_" + date.replace("-", "") + ".xml",
                date,
                1,
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** A month's meters in GBK; each: number, month, kind, name, code, address, use, amount, day. */
    SmallSources meters(String month, String... rows) throws IOException {
        String text = "户号,用能月份,用能类别,户名,统一社会信用代码,用能地址,用量,金额,抄表日期\r\n" + String.join("\r\n", rows) + "\r\n";
        return deliver(
                "utility-usage",
                "utility-usage_" + month.replace("-", "") + ".csv",
                month + "-01",
                1,
                text.getBytes(Charset.forName("GBK")));
    }

    /** One bill: settlement, id, name; the rest is the same for all. */
    static String bill(String settlement, String id, String name) {
        return settlement + "," + id + "," + name
                + ",20260105,20260106,\"市一医院,城站\",1000.00,600.00,300.00,100.00,\" -   \",";
    }

    /** A delivery of bills in GBK. */
    SmallSources medical(String date, int revision, String... bills) throws IOException {
        String header =
                "setl_id,certno,psn_name,begndate,enddate,fixmedins_name,medfee_sumamt,fund_pay_sumamt,psn_selfpay,"
                        + "psn_ownpay,psn_cashpay,init_setl_id";
        String text = header + "\r\n" + String.join("\r\n", bills) + "\r\n";
        return deliver(
                "medical-settlement",
                "medical-settlement_" + date.replace("-", "") + ".csv",
                date,
                revision,
                text.getBytes(Charset.forName("GBK")));
    }

    /** A delivery of loans in GBK; each: number, unit, borrower's name, type, id, the same of a second one, first home, amount, status, from, to. */
    SmallSources loans(String date, String... rows) throws IOException {
        String header = "合同编号,不动产单元号,借款人姓名,借款人证件种类,借款人证件号码,共同借款人姓名,共同借款人证件种类,共同借款人证件号码,首套标志,贷款金额,贷款状态,发放日期,到期日期";
        String text = header + "\r\n" + String.join("\r\n", rows) + "\r\n";
        return deliver(
                "housing-loan",
                "housing-loan_" + date.replace("-", "") + ".csv",
                date,
                1,
                text.getBytes(Charset.forName("GBK")));
    }

    /** A delivery of answers to checks of accounts, in GBK; each as the bank's columns stand. */
    SmallSources accounts(String date, String... rows) throws IOException {
        String header = "应答编号,查询请求编号,批准文号,请求日期,纳税人识别号,账户名称,账号,联行号,开户银行,账户性质,核查结果,应答日期,备注";
        String text = header + "\r\n" + String.join("\r\n", rows) + "\r\n";
        return deliver(
                "bank-account",
                "bank-account_" + date.replace("-", "") + ".csv",
                date,
                1,
                text.getBytes(Charset.forName("GBK")));
    }

    /** A full file of residents. */
    SmallSources residents(String date, int revision, String... rows) throws IOException {
        return residentsWithFormerIds(
                date, revision, Stream.of(rows).map(r -> r + '|').toArray(String[]::new));
    }

    /** A full file of residents; the last value of each is the list of former ids, as JSON in quotes. */
    SmallSources residentsWithFormerIds(String date, int revision, String... rows) throws IOException {
        String text = "\uFEFFgmsfhm|xm|csrq|rkzt|cyzj\n" + String.join("\n", rows) + "\n";
        return deliver(
                "resident",
                "resident_" + date.replace("-", "") + ".csv",
                date,
                revision,
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** A delivery of relations; each: number, kind, name, type and number of the one, of the other, from, to. */
    SmallSources families(String date, String... rows) throws IOException {
        String text = "gxbh|gxlx|xm|zjzl|zjhm|gxr_xm|gxr_zjzl|gxr_zjhm|qsrq|zzrq\n" + String.join("\n", rows) + "\n";
        return deliver(
                "family-relation",
                "family-relation_" + date.replace("-", "") + ".csv",
                date,
                1,
                text.getBytes(StandardCharsets.UTF_8));
    }

    SmallSources statement(String date, String... entries) throws IOException {
        String text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
                        + "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>3301001</Id></Othr></Id></Acct>"
                        + String.join("", entries)
                        + "</Stmt></BkToCstmrStmt></Document>";
        return deliver(
                "bank-statement",
                "camt053_" + date.replace("-", "") + ".xml",
                date,
                1,
                text.getBytes(StandardCharsets.UTF_8));
    }

    static String entry(String ref, String amount, String remittance) {
        return "<Ntry><Amt Ccy=\"CNY\">" + amount
                + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-01</Dt></BookgDt>"
                + "<AcctSvcrRef>" + ref + "</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>" + remittance
                + "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
    }

    private SmallSources deliver(String dataset, String name, String date, int revision, byte[] content)
            throws IOException {
        String kept = dataset + "/" + name + ".r" + revision;
        Files.createDirectories(folder.resolve("sent").resolve(dataset));
        Files.write(folder.resolve("sent").resolve(kept), content);
        ObjectNode line = JSON.createObjectNode()
                .put("dataset", dataset)
                .put("name", name)
                .put("businessDate", date)
                .put("revision", revision)
                .put("kept", kept)
                .put("sm3", Sm3.hex(content))
                .put("again", false);
        Files.writeString(folder.resolve("sent/deliveries.jsonl"), line + "\n", StandardOpenOption.APPEND);
        return this;
    }

    /** Truth: a dirty row of a table or interface. */
    SmallSources dirty(String dataset, String at, String key, String field, String rule) throws IOException {
        return dirty(dataset, at, key, null, null, field, rule);
    }

    /** Truth: a dirty row of a file. */
    SmallSources dirty(String dataset, String at, String key, Integer line, Integer revision, String field, String rule)
            throws IOException {
        ObjectNode row = JSON.createObjectNode()
                .put("dataset", dataset)
                .put("key", key)
                .put("at", at)
                .put("line", line)
                .put("revision", revision)
                .put("rule", rule)
                .put("field", field);
        Files.writeString(folder.resolve("truth/dirty.jsonl"), row + "\n", StandardOpenOption.APPEND);
        return this;
    }

    /** What the oracle expects, by index and subject. */
    Map<String, JsonNode> documents() throws Exception {
        return documents(OracleRun.prepare(config(URI.create("http://127.0.0.1:1")), Progress.NONE));
    }

    /** What a prepared run expects, by index and subject. */
    Map<String, JsonNode> documents(OracleRun run) throws Exception {
        return Collections.unmodifiableMap(
                query("SELECT index_name || ' ' || subject, body::text FROM oracle.document ORDER BY 1"));
    }

    /** The reminders that the last run expects, by rule, subject and fact. */
    Map<String, JsonNode> reminders() throws Exception {
        return query(
                "SELECT rule || ' ' || subject || ' ' || fact, jsonb_strip_nulls(jsonb_build_object('base', base, 'rate', rate,"
                        + " 'from', from_day, 'asOf', as_of, 'askCourt', ask_court, 'office', office))::text FROM oracle.reminder");
    }

    Map<String, JsonNode> query(String sql) throws Exception {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        try (Connection connection = database("oracle").open();
                Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            while (rs.next()) {
                found.put(rs.getString(1), JSON.readTree(rs.getString(2)));
            }
        }
        return found;
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = database(database).open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(String database, String sql, String... values) throws SQLException {
        try (Connection connection = database(database).open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
