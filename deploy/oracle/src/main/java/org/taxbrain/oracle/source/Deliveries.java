package org.taxbrain.oracle.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.taxbrain.oracle.OracleException;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.plain.Declaration;
import org.taxbrain.oracle.plain.PlainDatasets;
import org.taxbrain.oracle.plain.PlainField;

/** Loads what the departments sent as files, every content of every business date. */
public final class Deliveries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MEDICAL = List.of(
            "setl_id",
            "certno",
            "psn_name",
            "begndate",
            "enddate",
            "fixmedins_name",
            "medfee_sumamt",
            "fund_pay_sumamt",
            "psn_selfpay",
            "psn_ownpay",
            "psn_cashpay",
            "init_setl_id");
    private static final List<String> LOAN = List.of(
            "合同编号",
            "不动产单元号",
            "借款人姓名",
            "借款人证件种类",
            "借款人证件号码",
            "共同借款人姓名",
            "共同借款人证件种类",
            "共同借款人证件号码",
            "首套标志",
            "贷款金额",
            "贷款状态",
            "发放日期",
            "到期日期");
    private static final List<String> RESIDENT = List.of("gmsfhm", "xm", "csrq", "rkzt", "cyzj");
    private static final List<String> FAMILY =
            List.of("gxbh", "gxlx", "xm", "zjzl", "zjhm", "gxr_xm", "gxr_zjzl", "gxr_zjhm", "qsrq", "zzrq");

    private Deliveries() {}

    /** Loads all of {@code sent}; a file sent twice counts once. */
    public static void load(Path sent, Connection to, Progress progress) {
        Path list = sent.resolve("deliveries.jsonl");
        if (!Files.isRegularFile(list)) {
            throw new OracleException("no " + list + "; give the folder in which the departments keep what they sent");
        }
        try {
            // asked for before the first file: a connection that copies answers no query
            List<Declaration> plain = PlainDatasets.by(to, "files");
            for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
                JsonNode delivery = JSON.readTree(line);
                if (!delivery.path("again").asBoolean()) {
                    one(sent, delivery, plain, to, progress);
                }
            }
        } catch (IOException e) {
            throw new OracleException("cannot read " + list + ": " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new OracleException("the oracle's database failed: " + e.getMessage(), e);
        }
    }

    private static void one(Path sent, JsonNode delivery, List<Declaration> plain, Connection to, Progress progress) {
        Path file = sent.resolve(delivery.path("kept").asText());
        String dataset = delivery.path("dataset").asText();
        String name = delivery.path("name").asText();
        String date = delivery.path("businessDate").asText();
        int revision = delivery.path("revision").asInt();
        try {
            if (!digest(file).equals(delivery.path("sm3").asText())) {
                throw new OracleException(
                        file + " is not what was sent: its SM3 digest differs from the one in deliveries.jsonl");
            }
            long rows;
            try (CopyTable table = new CopyTable(to, "raw_file_row")) {
                Csv.Lines lines = (line, defect, v) -> table.row(dataset, name, date, revision, line, defect, v);
                switch (dataset) {
                    case "medical-settlement" -> Csv.read(file, Charset.forName("GBK"), ',', MEDICAL, lines);
                    case "housing-loan" -> Csv.read(file, Charset.forName("GBK"), ',', LOAN, lines);
                    case "resident" -> Csv.read(file, StandardCharsets.UTF_8, '|', RESIDENT, lines);
                    case "family-relation" -> Csv.read(file, StandardCharsets.UTF_8, '|', FAMILY, lines);
                    case "bank-statement" -> Camt.read(file, lines);
                    default -> plain(plain, dataset, file, lines);
                }
                rows = table.finish();
            }
            try (CopyTable table = new CopyTable(to, "delivery")) {
                table.row(dataset, name, date, revision, rows);
                table.finish();
            }
            progress.at("load " + name, rows);
        } catch (OracleException e) {
            throw e;
        } catch (Exception e) {
            throw new OracleException("cannot load " + file + ": " + e.getMessage(), e);
        }
    }

    /** A file of a dataset that is read by its declaration. */
    private static void plain(List<Declaration> plain, String dataset, Path file, Csv.Lines lines) throws Exception {
        Declaration declaration = plain.stream()
                .filter(d -> d.dataset().equals(dataset))
                .findFirst()
                .orElseThrow(() -> new OracleException("deliveries.jsonl: the oracle knows no files of " + dataset));
        JsonNode source = declaration.source();
        List<String> names =
                declaration.fields().stream().map(PlainField::sourceName).toList();
        String format = source.path("format").asText();
        switch (format) {
            case "csv" ->
                Csv.read(
                        file,
                        Charset.forName(source.path("charset").asText("UTF-8")),
                        source.path("delimiter").asText(",").charAt(0),
                        names,
                        lines);
            case "xml" -> Xml.read(file, source.path("row").asText(), names, lines);
            default -> throw new OracleException(dataset + ": the oracle reads no files of " + format);
        }
    }

    private static String digest(Path file) throws IOException {
        SM3Digest digest = new SM3Digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return HexFormat.of().formatHex(out);
    }
}
