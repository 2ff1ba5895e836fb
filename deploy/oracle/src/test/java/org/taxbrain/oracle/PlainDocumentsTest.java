package org.taxbrain.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that the oracle reads by their declarations: one of a table, one of an interface, one of files. */
class PlainDocumentsTest {
    private static final String FIRM = "91350100M000100Y43";
    private static final String DJXH = "10113301000012345678";
    private static final String DISAGREEMENT =
            "SELECT at || coalesce(line::text, ''), to_jsonb(d)::text FROM oracle.disagreement d";

    @TempDir
    static Path folder;

    private static SmallSources sources;

    @BeforeAll
    static void start() throws Exception {
        sources = new SmallSources(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        sources.close();
    }

    @BeforeEach
    void clear() throws Exception {
        sources.clear();
    }

    @Test
    void aRowOfATableStandsInTheFileOfItsRegistration() throws Exception {
        sources.execute(
                "tax_core",
                "INSERT INTO xy_pjjg VALUES ('XY1', '" + DJXH
                        + "', 2024, '1', 'A', 92.50, NULL, '2025-04-20', false, '西湖区税务局')");

        JsonNode file = sources.documents().get("taxpayer djxh:" + DJXH);

        same(file.at("/sections/credit-rating/items/0"), """
            {"key": "XY1", "roles": ["rated"], "presentedAs": "djxh:%1$s", "data": {"ratingNo": "XY1", "djxh": "%1$s", "year": 2024,
             "scheme": "tax-credit", "grade": "A", "score": 92.5, "publishedOn": "2025-04-20", "reassessed": false,
             "office": "西湖区税务局"}}""".formatted(DJXH));
    }

    @Test
    void aRowOfAnInterfaceHoldsByItsNewestVersionUnlessItIsDirtyOrDeleted() throws Exception {
        rating("WD1", "A", false);
        rating("WD2", "AA", false);
        rating("WD3", "B", true);
        sources.dirty("foreign-credit-rating", "/api/foreign-credit-ratings", "WD2", "grade", "code-unknown");

        JsonNode section = sources.documents().get("taxpayer business:" + FIRM).at("/sections/foreign-credit-rating");

        assertThat(section.get("count").asInt()).isEqualTo(1);
        same(section.at("/items/0/data"), """
            {"ratingNo": "WD1", "uscc": "%s", "name": "杭州茶叶有限公司", "region": "310000", "bureau": "上海市税务局", "year": 2024,
             "grade": "A", "publishedOn": "2025-04-20"}""".formatted(FIRM));
        assertThat(sources.query(DISAGREEMENT)).isEmpty();
    }

    @Test
    void aRowOfAFileIsFoundByItsLineAndReadByTheColumnsNames() throws Exception {
        String account = FIRM + ",杭州茶叶有限公司,3301000123456789012,103331000001,湖滨银行,基本存款账户,";
        sources.accounts(
                        "2026-03-02",
                        "YD1,CX1,批1号,20260201," + account + "相符,20260203,",
                        "YD2,CX2,,20260201," + account + "相符,20260203,",
                        ",CX3,批3号,20260201," + account + "相符,20260203,")
                .dirty("bank-account", "bank-account_20260302.csv", "YD2", 3, 1, "approvalNo", "required")
                .dirty("bank-account", "bank-account_20260302.csv", "", 4, 1, null, "key-unreadable");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents).containsOnlyKeys("taxpayer business:" + FIRM);
        same(documents.get("taxpayer business:" + FIRM).at("/sections/bank-account/items/0/data"), """
            {"answerNo": "YD1", "requestNo": "CX1", "approvalNo": "批1号", "requestedOn": "2026-02-01", "holderId": "%s",
             "accountName": "杭州茶叶有限公司", "accountNo": "3301000123456789012", "bankNo": "103331000001", "bankName": "湖滨银行",
             "kind": "basic", "result": "matched", "answeredOn": "2026-02-03"}""".formatted(FIRM));
        assertThat(sources.query(DISAGREEMENT)).isEmpty();
    }

    private static void rating(String number, String grade, boolean deleted) throws Exception {
        sources.execute(
                "court",
                "INSERT INTO foreign_credit_rating (rating_no, uscc, name, region, bureau, year, grade, published_on, deleted) VALUES ('"
                        + number + "', '" + FIRM + "', '杭州茶叶有限公司', '310000', '上海市税务局', '2024', '" + grade
                        + "', '2025-04-20', " + deleted + ")");
    }

    private static void same(JsonNode actual, String expected) throws Exception {
        assertThat(SmallSources.JSON.readTree(actual.toString())).isEqualTo(SmallSources.JSON.readTree(expected));
    }
}
