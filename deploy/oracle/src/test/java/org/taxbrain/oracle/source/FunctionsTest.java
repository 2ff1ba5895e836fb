package org.taxbrain.oracle.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taxbrain.oracle.Database;

/** The oracle's own reading of identifiers, amounts and dates, against values that standards and registers publish. */
class FunctionsTest {
    private static EmbeddedPostgres postgres;
    private static Connection scratch;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        scratch = Scratch.create(
                new Database("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/oracle", "postgres", "postgres"),
                LocalDate.parse("2026-03-10"));
    }

    @AfterAll
    static void stop() throws Exception {
        scratch.close();
        postgres.close();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = ';',
            nullValues = "null",
            quoteCharacter = '`',
            value = {
                // GB 11643-1999's own examples
                "resident_ok('11010519491231002X'); t",
                "resident_ok('440524188001010014'); t",
                "resident_ok('110105194912310021'); f",
                "resident_ok('000000194912310020'); f",
                "resident_id('110105491231002'); 11010519491231002X",
                "resident_id('１１０１０５１９４９１２３１００２ｘ'); 11010519491231002X",
                // GB 32100-2015's own example, and a bank's
                "uscc_ok('91350100M000100Y43'); t",
                "uscc_ok('91100000100003962T'); t",
                "uscc_ok('91350100M000100Z43'); f",
                "uscc_ok('9135010OM000100Y43'); f",
                "unit_ok('330106001001GB00001F00010001'); t",
                "unit_ok('330106001001XB00001F00010001'); f",
                "case_no('（2021）浙0102 执00234号'); (2021)浙0102执234号",
                "case_no('〔2021〕浙0102执恢1234号之一'); (2021)浙0102执恢1234号之一",
                "case_no_ok('(2021)浙0102执1234号'); t",
                "case_no_ok('(2027)浙0102执1234号'); f",
                "case_no_ok('(2013)杭西执民字第123号'); t",
                "case_no_ok('(2019)杭西执民字第123号'); f",
                "case_no_ok('浙0102执1234号'); f",
                "certificate_no('浙（2021）杭州市不动产权第 12345号'); 浙(2021)杭州市不动产权第0012345号",
                "certificate_no('浙(2021)杭州市不动产权第00012345号'); 浙(2021)杭州市不动产权第0012345号",
                "mobile('+86 139-1234-5678'); 13912345678",
                "fen('1,100,000.00'); 110000000",
                "fen(' -   '); 0",
                "fen('650万'); 650000000",
                "fen('￥12.50'); 1250",
                "fen('-0.01'); -1",
                "fen('12.345'); null",
                "fen('1,10'); null",
                "fen('十二'); null",
                "compact_date('20240229'); 2024-02-29",
                "compact_date('20230229'); null",
                "compact_date('1090406'); null",
                "iso_date('2026-3-1'); null",
                "norm('  王　 伟' || chr(65279)); 王 伟",
                "norm(chr(8203)); null",
            })
    void reads(String call, String expected) throws Exception {
        try (Statement statement = scratch.createStatement();
                ResultSet rs = statement.executeQuery("SELECT " + call)) {
            rs.next();
            assertThat(rs.getString(1)).isEqualTo(expected);
        }
    }
}
