package org.taxbrain.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.taxbrain.connectors.files.LocalFile;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.check.ResidentId;

/**
 * A file of settled medical bills as the healthcare security bureau sends it: twelve columns, GBK, a control file. Every row
 * passes its checks, so that all of the way is measured.
 */
final class Bills {
    /** All bills are of one dataset; see its declaration. */
    static final Dataset DATASET = Catalogue.load(List.of()).dataset("medical-settlement");

    /** Name of a file, as the declaration wants it. */
    static final String NAME = "medical-settlement_20260301.csv";

    private static final Charset GBK = Charset.forName("GBK");
    private static final String HEADER = "setl_id,certno,psn_name,begndate,enddate,fixmedins_name,medfee_sumamt,"
            + "fund_pay_sumamt,psn_selfpay,psn_ownpay,psn_cashpay,init_setl_id\n";
    private static final int PERSONS = 100_000;
    private static final int BIRTH_DAYS = 28;

    private final SplittableRandom random = new SplittableRandom(1);
    private final String[] residents = new String[PERSONS];
    private long rows;
    private long totalFen;

    Bills() {
        for (int i = 0; i < PERSONS; i++) {
            String body = "330106" + (1950 + i % 50) + String.format("%02d%02d", 1 + i % 12, 1 + i % BIRTH_DAYS)
                    + String.format("%03d", i % 1_000);
            residents[i] = body + ResidentId.checkDigit(body);
        }
    }

    /** How many rows stand in the file that was written. */
    long rows() {
        return rows;
    }

    /** Writes a file until it has so many rows, or so many bytes; returns the content of its control file. */
    String write(Path file, long mostRows, long mostBytes) throws IOException {
        rows = 0;
        totalFen = 0;
        long bytes = HEADER.length();
        try (BufferedWriter out = Files.newBufferedWriter(file, GBK)) {
            out.write(HEADER);
            while (rows < mostRows && bytes < mostBytes) {
                String row = row();
                out.write(row);
                // each Chinese character takes two bytes
                bytes += row.getBytes(GBK).length;
            }
        }
        return "rows=" + rows + "\ntotal=" + yuan(totalFen) + "\nsm3=" + LocalFile.digest(file) + "\n";
    }

    private String row() {
        long total = random.nextLong(10_000, 5_000_000);
        long fund = total / 2;
        long self = total / 4;
        long own = total - fund - self;
        rows++;
        totalFen += total;
        String day = String.format("2026%02d%02d", 1 + random.nextInt(2), 1 + random.nextInt(BIRTH_DAYS));
        int person = random.nextInt(PERSONS);
        return "JS" + rows + ',' + residents[person] + ",王" + (char) ('一' + person % 5_000) + ',' + day + ',' + day
                + ",浙江大学医学院附属第" + (1 + person % 6) + "医院," + yuan(total) + ',' + yuan(fund) + ',' + yuan(self) + ','
                + yuan(own) + ',' + yuan(self + own) + ",\n";
    }

    private static String yuan(long fen) {
        long rest = fen % 100;
        return fen / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
