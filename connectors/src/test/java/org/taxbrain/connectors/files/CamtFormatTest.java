package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

class CamtFormatTest {
    private static final Dataset STATEMENTS = Catalogue.load(List.of()).dataset("bank-statement");
    private static final String ENTRY = """
            <Ntry><Amt Ccy="CNY">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>%s</Cd></Sts><BookgDt><Dt>2026-03-01</Dt></BookgDt>
            <AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>案款</Ustrd><Ustrd>（2024）浙0106执12号</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            """;

    @TempDir
    private Path folder;

    private static String statement(String id, String opening, String closing, String entries) {
        return """
                <Stmt><Id>%s</Id><Acct><Id><Othr><Id>1202020409900123456</Id></Othr></Id></Acct>
                <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
                <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
                %s</Stmt>
                """.formatted(id, opening, closing, entries);
    }

    private static String document(String... statements) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
                """ + String.join("", statements) + "</BkToCstmrStmt></Document>";
    }

    private List<ParsedRow> read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("camt053_20260301.xml"), content);
        List<ParsedRow> rows = new ArrayList<>();
        RowFormat.of(STATEMENTS).read(file, rows::add);
        return rows;
    }

    @Test
    void shouldLandOneRowAnEntryAndNumberThemOverTheWholeFile() throws IOException {
        List<ParsedRow> rows = read(document(
                statement("S1", "10.00", "25.50", ENTRY.formatted("15.50", "CRDT", "BOOK", "R1")),
                statement("S2", "10.00", "9.00", ENTRY.formatted("1.00", "DBIT", "BOOK", "R2"))));
        assertThat(rows).extracting(ParsedRow::number).containsExactly(1L, 2L);
        assertThat(rows.get(0).values())
                .containsExactly(
                        "R1",
                        "S1",
                        "1202020409900123456",
                        "CRDT",
                        "CNY",
                        "15.50",
                        "2026-03-01",
                        "案款 （2024）浙0106执12号",
                        "案款 （2024）浙0106执12号");
        assertThat(rows.get(1).values()).startsWith("R2", "S2");
    }

    @Test
    void shouldRefuseAStatementWhoseBalancesDoNotFitItsEntries() {
        assertThatThrownBy(() -> read(
                        document(statement("S1", "10.00", "99.00", ENTRY.formatted("15.50", "CRDT", "BOOK", "R1")))))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("statement S1")
                .hasMessageContaining("make 25.50, but the closing balance is 99.00");
    }

    @Test
    void shouldRefuseAStatementWhoseSummarySaysOtherwise() {
        String summary =
                "<TxsSummry><TtlCdtNtries><NbOfNtries>2</NbOfNtries><Sum>15.50</Sum></TtlCdtNtries></TxsSummry>";
        assertThatThrownBy(() -> read(document(
                        statement("S1", "10.00", "25.50", summary + ENTRY.formatted("15.50", "CRDT", "BOOK", "R1")))))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("TtlCdtNtries/NbOfNtries 2");
    }

    @Test
    void shouldMarkAnEntryThatIsNotBooked() throws IOException {
        assertThat(read(document(statement("S1", "10.00", "10.00", ENTRY.formatted("15.50", "CRDT", "PDNG", "R1")))))
                .extracting(ParsedRow::defect)
                .containsExactly("row-invalid");
    }

    @Test
    void shouldRefuseAFileThatIsCutAndSayWhere() {
        String whole = document(statement("S1", "10.00", "25.50", ENTRY.formatted("15.50", "CRDT", "BOOK", "R1")));
        assertThatThrownBy(() -> read(whole.substring(0, whole.length() - 60)))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("cut or not well formed at line");
    }

    @Test
    void shouldRefuseAnotherMessage() {
        assertThatThrownBy(() -> read("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"/>"))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("pain.001");
    }

    @Test
    void shouldResolveNoExternalEntity() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String evil = document(statement("&x;", "0", "0", ""))
                .replace(
                        "?>\n<Document", "?>\n<!DOCTYPE d [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>\n<Document");
        assertThatThrownBy(() -> read(evil))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("DTD");
    }

    @Test
    void shouldReadALargeStatementInLittleMemory() throws IOException {
        Path file = folder.resolve("large.xml");
        int n = 50_000;
        String[] halves = document(statement("S1", "0.00", n + ".00", "#")).split("#");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(halves[0]);
            for (int i = 0; i < n; i++) {
                out.write(ENTRY.formatted("1.00", "CRDT", "BOOK", "R" + i));
            }
            out.write(halves[1]);
        }
        int[] seen = new int[1];
        RowFormat.of(STATEMENTS).read(file, r -> seen[0]++);
        assertThat(seen[0]).isEqualTo(n);
    }
}
