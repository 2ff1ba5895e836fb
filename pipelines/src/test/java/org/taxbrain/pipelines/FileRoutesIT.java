package org.taxbrain.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.health.FeedStatus;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.pipelines.files.FileRoutes;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Sm3;

class FileRoutesIT {
    private static final Charset GBK = Charset.forName("GBK");
    private static final String HEADER =
            "setl_id,certno,psn_name,begndate,enddate,fixmedins_name,medfee_sumamt,fund_pay_sumamt,psn_selfpay,psn_ownpay,psn_cashpay,init_setl_id\r\n";

    @TempDir
    private static Path shared;

    private static TestKafka kafka;

    @TempDir
    private Path folder;

    private final List<String> settings = new ArrayList<>();
    private TestSftp health;
    private TestSftp bank;
    private DefaultCamelContext camel;
    private Pipelines pipelines;
    /** The file that a test is about: what the others landed is not looked at. */
    private String name;

    @BeforeAll
    static void startKafka() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
        kafka = TestKafka.start(shared.resolve("kafka"));
        try (CataloguePublisher publisher = new CataloguePublisher(kafka.connection())) {
            publisher.publish(Pipelines.of(Configuration.of()).catalogue().datasets());
        }
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        health = new TestSftp(folder.resolve("health"));
        bank = new TestSftp(folder.resolve("bank"));
        Files.createDirectories(folder.resolve("health/medical-settlement"));
        Files.createDirectories(folder.resolve("bank/bank-statement"));
        Path pepper = Files.writeString(folder.resolve("pepper"), "0123456789abcdef");
        settings.add("--taxbrain.kafka.bootstrap-servers=" + kafka.bootstrapServers());
        settings.add("--taxbrain.data-dir=" + folder.resolve("data"));
        settings.add("--taxbrain.poll=PT0.2S");
        settings.add("--taxbrain.index.pepper-file=" + pepper);
        reach("healthcare-security", health);
        reach("bank", bank);
    }

    private void reach(String system, TestSftp server) throws Exception {
        String property = "--taxbrain.systems." + system;
        Files.writeString(folder.resolve(system + ".password"), "right");
        settings.add(property + ".url=" + server.url());
        settings.add(property + ".user=" + TestSftp.USER);
        settings.add(property + ".password-file=" + folder.resolve(system + ".password"));
        settings.add(property + ".host-key=" + server.fingerprint());
    }

    private void startPipelines() throws Exception {
        pipelines = Pipelines.of(Configuration.of(settings.toArray(String[]::new)));
        camel = new DefaultCamelContext();
        camel.addService(pipelines.landings());
        camel.addRoutes(new FileRoutes(pipelines, pipelines.catalogue().datasets(), Optional.empty()));
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (camel != null) {
            camel.stop();
        }
        health.close();
        bank.close();
    }

    private static List<LandedRecord> landed(String dataset) {
        Wire<LandedRecord> wire = Wire.landed();
        return kafka.readAll(Topics.landed(dataset)).stream()
                .map(r -> wire.decode(r.value()))
                .toList();
    }

    /** What landed since the test began, in the order of the topic's partitions. */
    private List<LandedRecord> bills() {
        List<LandedRecord> all = new ArrayList<>(landed("medical-settlement"));
        all.removeIf(r -> !r.getPosition().startsWith(name));
        return all;
    }

    private static String bill(String id, String total) {
        return id + ",330106199001011234,王伟,20260228,20260301,市一医院," + total + ",0,0,0,0,\r\n";
    }

    private void upload(String name, String content, long rows, String total) throws IOException {
        Path directory = folder.resolve("health/medical-settlement");
        byte[] bytes = content.getBytes(GBK);
        Files.write(directory.resolve(name + ".part"), bytes);
        Files.move(directory.resolve(name + ".part"), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                directory.resolve(name + ".ctl"),
                "rows=" + rows + "\ntotal=" + total + "\nsm3=" + Sm3.hex(bytes) + "\n");
    }

    /** Waits for the feed to say so: reading the whole topic again and again would take too long. */
    private void awaitBills(int n) {
        await().until(() -> feed("healthcare-security/medical-settlement").rowsLanded() == n);
        assertThat(bills()).hasSize(n);
    }

    private FeedStatus feed(String name) {
        return pipelines.health().statuses().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Path atDepartment(String path) {
        return folder.resolve("health/medical-settlement").resolve(path);
    }

    @Test
    void shouldLandAFileRefuseAWrongOneAndLetTheCorrectedOneReplaceTheFirst() throws Exception {
        health.start();
        startPipelines();
        name = "medical-settlement_20260301.csv";
        upload(name, HEADER + bill("A1", "1.00") + bill("A2", "2.00"), 2, "3.00");
        awaitBills(2);
        await().until(() -> Files.exists(atDepartment(".done/" + name + ".ctl")));
        assertThat(atDepartment(name)).doesNotExist();
        assertThat(bills()).extracting(r -> r.getValues().get(2)).containsOnly("王伟");

        upload(name, HEADER + bill("A2", "2.00") + bill("A3", "4.00"), 2, "7.00");
        await().until(() -> Files.exists(atDepartment("refused/" + name + ".ctl")));
        assertThat(atDepartment("refused/" + name + ".reason.txt"))
                .content()
                .contains("total=7.00, the file's total sums to 6.00");
        assertThat(bills()).hasSize(2);
        await().until(() -> feed("healthcare-security/medical-settlement").notice() != null);
        assertThat(feed("healthcare-security/medical-settlement").notice()).contains("refused " + name);

        upload(name, HEADER + bill("A2", "2.00") + bill("A3", "4.00"), 2, "6.00");
        awaitBills(5);
        assertThat(bills())
                .filteredOn(r -> r.getOperation() == Operation.DELETE)
                .extracting(LandedRecord::getKey)
                .containsExactly("A1");
        assertThat(feed("healthcare-security/medical-settlement").rowsLanded()).isEqualTo(5);
    }

    @Test
    void shouldLeaveAFileAloneUntilItsControlFileIsThereAndSaySo() throws Exception {
        health.start();
        startPipelines();
        name = "medical-settlement_20260302.csv";
        Files.write(atDepartment(name), (HEADER + bill("B1", "1.00")).getBytes(GBK));
        await().until(() -> feed("healthcare-security/medical-settlement").notice() != null);
        assertThat(feed("healthcare-security/medical-settlement").notice())
                .isEqualTo("waiting for the control files of [" + name + "]");
        Files.delete(atDepartment(name));
        upload(name, HEADER + bill("B1", "1.00"), 1, "1.00");
        awaitBills(1);
    }

    @Test
    void shouldWaitForTheRightControlFileIfTheOneThereIsOlderThanTheFile() throws Exception {
        health.start();
        name = "medical-settlement_20260303.csv";
        upload(name, HEADER + bill("C1", "1.00"), 1, "1.00");
        Path stale = atDepartment(name + ".ctl");
        Files.setLastModifiedTime(stale, FileTime.fromMillis(1_700_000_000_000L));
        Files.write(atDepartment(name), (HEADER + bill("C2", "1.00")).getBytes(GBK));
        startPipelines();
        await().until(() -> feed("healthcare-security/medical-settlement").notice() != null);
        assertThat(feed("healthcare-security/medical-settlement").notice()).startsWith("waiting for the control files");
        assertThat(atDepartment("refused")).doesNotExist();
        upload(name, HEADER + bill("C2", "1.00"), 1, "1.00");
        awaitBills(1);
    }

    @Test
    void shouldDecryptWhatTheDepartmentSignedAndRefuseWhatAnotherSigned() throws Exception {
        TestSeal seal = new TestSeal();
        settings.add("--taxbrain.systems.bank.sm4-key=" + seal.sm4Key());
        settings.add("--taxbrain.systems.bank.sm2-public-key=" + seal.sm2PublicKey());
        Path loans = Files.createDirectories(folder.resolve("bank/housing-loan"));
        byte[] sealed = seal.encrypt(
                "合同编号,不动产单元号,借款人姓名,借款人证件种类,借款人证件号码,共同借款人姓名,共同借款人证件种类,共同借款人证件号码,首套标志,贷款金额,贷款状态,发放日期,到期日期\r\nDK1,,王伟,身份证,330106199001011234,,,,1,2.00,正常,20200101,\r\n"
                        .getBytes(GBK));
        send(loans, "housing-loan_20260301.csv.sm4", sealed, new TestSeal().sign(sealed));
        send(loans, "housing-loan_20260302.csv.sm4", sealed, seal.sign(sealed));
        bank.start();
        startPipelines();
        await().until(() -> Files.exists(loans.resolve(".done/housing-loan_20260302.csv.sm4")));
        assertThat(loans.resolve("refused/housing-loan_20260301.csv.sm4.reason.txt"))
                .content()
                .contains("the signature in the control file")
                .contains("taxbrain.systems.bank.sm2-public-key");
        assertThat(landed("housing-loan"))
                .extracting(LandedRecord::getPosition)
                .containsExactly("housing-loan_20260302.csv.sm4:2");
        assertThat(folder.resolve("data/files/housing-loan/archive").resolve(Sm3.hex(sealed)))
                .hasBinaryContent(sealed);
    }

    private static void send(Path loans, String name, byte[] sealed, String signature) throws IOException {
        Files.write(loans.resolve(name), sealed);
        Files.writeString(
                loans.resolve(name + ".ctl"),
                "rows=1\ntotal=2.00\nsm3=" + Sm3.hex(sealed) + "\nsignature=" + signature + "\n");
    }

    @Test
    void shouldNameTheKeyThatIsMissing() throws Exception {
        startPipelines();
        await().until(() -> feed("bank/housing-loan").state() == FeedState.MISCONFIGURED);
        assertThat(feed("bank/housing-loan").error()).contains("taxbrain.systems.bank.sm4-key is missing");
    }

    @Test
    void shouldTakeUpADepartmentThatComesUpLaterWhileOthersGoOn() throws Exception {
        health.start();
        startPipelines();
        name = "medical-settlement_20260304.csv";
        upload(name, HEADER + bill("D1", "1.00"), 1, "1.00");
        awaitBills(1);
        await().until(() -> feed("bank/bank-statement").state() == FeedState.RETRYING);
        assertThat(feed("bank/bank-statement").error())
                .contains("bank: 127.0.0.1:")
                .contains("does not answer")
                .contains("taxbrain.systems.bank.url");
        Files.writeString(
                folder.resolve("bank/bank-statement/camt053_20260304.xml"),
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>S");
        bank.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(folder.resolve("bank/bank-statement/refused/camt053_20260304.xml")));
        assertThat(folder.resolve("bank/bank-statement/refused/camt053_20260304.xml.reason.txt"))
                .content()
                .contains("cut or not well formed at line 1");
        await().until(() -> feed("bank/bank-statement").state() == FeedState.RUNNING);
        assertThat(feed("public-security/resident").state()).isEqualTo(FeedState.MISCONFIGURED);
        assertThat(feed("public-security/resident").error()).contains("taxbrain.systems.public-security.url");
    }

    @Test
    void shouldGoOnAfterTheConnectionBroke() throws Exception {
        health.start();
        startPipelines();
        name = "medical-settlement_20260305.csv";
        await().until(() -> feed("healthcare-security/medical-settlement").state() == FeedState.RUNNING);
        health.stop();
        await().until(() -> feed("healthcare-security/medical-settlement").state() == FeedState.RETRYING);
        upload(name, HEADER + bill("E1", "1.00"), 1, "1.00");
        health.start();
        awaitBills(1);
    }

    @Test
    void shouldNameTheSettingOfAWrongPassword() throws Exception {
        health.password("other");
        health.start();
        startPipelines();
        await().until(() -> feed("healthcare-security/medical-settlement").state() == FeedState.RETRYING);
        assertThat(feed("healthcare-security/medical-settlement").error())
                .contains("refuses the login of " + TestSftp.USER)
                .contains("taxbrain.systems.healthcare-security.password");
    }

    @Test
    void shouldNotTalkToAServerWithAnotherHostKey() throws Exception {
        settings.removeIf(s -> s.contains("healthcare-security.host-key"));
        settings.add("--taxbrain.systems.healthcare-security.host-key=" + bank.fingerprint());
        health.start();
        startPipelines();
        await().until(() -> feed("healthcare-security/medical-settlement").state() == FeedState.RETRYING);
        assertThat(feed("healthcare-security/medical-settlement").error())
                .contains("shows the host key " + health.fingerprint())
                .contains("taxbrain.systems.healthcare-security.host-key");
    }

    @Test
    void shouldSayThatTheDiskIsFullAndTakeTheFileWhenThereIsRoom() throws Exception {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.exists(device), "this machine has no device that is always full");
        health.start();
        name = "medical-settlement_20260307.csv";
        upload(name, HEADER + bill("G1", "1.00"), 1, "1.00");
        Path entry = folder.resolve("data/files/medical-settlement/entries/2026-03-07/0001.json.writing");
        Files.createDirectories(entry.getParent());
        Files.createSymbolicLink(entry, device);
        startPipelines();
        await().until(() -> feed("healthcare-security/medical-settlement").state() == FeedState.RETRYING);
        assertThat(feed("healthcare-security/medical-settlement").error())
                .contains("the disk of taxbrain.data-dir is full; make room");
        assertThat(bills()).isEmpty();
        assertThat(atDepartment(name)).exists();
        Files.delete(entry);
        awaitBills(1);
    }

    @Test
    void shouldLandAnInterruptedFileAgainUnderTheSamePositions() throws Exception {
        health.start();
        name = "medical-settlement_20260306.csv";
        StringBuilder content = new StringBuilder(HEADER);
        int n = 60_000;
        for (int i = 0; i < n; i++) {
            content.append(bill("F" + i, "1.00"));
        }
        upload(name, content.toString(), n, n + ".00");
        startPipelines();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> feed("healthcare-security/medical-settlement").rowsLanded() > 0);
        camel.getShutdownStrategy().setTimeout(1);
        camel.stop();
        startPipelines();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(atDepartment(".done/" + name)));
        List<LandedRecord> bills = bills();
        assertThat(bills.stream().map(LandedRecord::getPosition).distinct().count())
                .isEqualTo(n);
        assertThat(bills).allMatch(r -> r.getOrder().get(1) == 1L);
    }
}
