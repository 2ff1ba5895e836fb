package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.text.Sm3;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/** Files of a department from OpenSSH in a container, whose server is killed. */
@WithDocker
@Timeout(300)
class SftpContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FEED = "healthcare-security/medical-settlement";
    private static final String HEADER =
            "setl_id,certno,psn_name,begndate,enddate,fixmedins_name,medfee_sumamt,fund_pay_sumamt,psn_selfpay,psn_ownpay,psn_cashpay,init_setl_id\r\n";

    @TempDir
    private static Path folder;

    private static GenericContainer<?> sftp;
    private static RunningPipelines pipelines;

    @BeforeAll
    static void start() throws Exception {
        sftp = Servers.sftp(null, "medical-settlement,medical-year");
        sftp.start();
        String property = "--taxbrain.systems.healthcare-security";
        pipelines = RunningPipelines.start(
                folder,
                property + ".url=sftp://" + Servers.address(sftp, Servers.SFTP_PORT),
                property + ".user=" + Servers.SFTP_USER,
                property + ".password=" + Servers.PASSWORD,
                property + ".host-key=" + Servers.hostKey(sftp));
        await().atMost(PATIENCE).until(() -> pipelines.isIn("RUNNING", FEED));
    }

    @AfterAll
    static void stop() {
        pipelines.close();
        sftp.stop();
    }

    @Test
    void shouldLandAFileAndPutItAside() throws Exception {
        upload("medical-settlement_20260301.csv", "A", 500);
        awaitLanded("medical-settlement_20260301.csv", "A", 500);
        await().atMost(PATIENCE).until(() -> inside("ls", "-A", "/srv/sftp/medical-settlement/.done")
                .contains("medical-settlement_20260301.csv.ctl"));
        assertThat(inside("ls", "/srv/sftp/medical-settlement")).doesNotContain("20260301");
    }

    @Test
    void shouldLandTheFilesOfAServerThatWasKilledAndCameBack() throws Exception {
        upload("medical-settlement_20260302.csv", "B", 500);
        awaitLanded("medical-settlement_20260302.csv", "B", 500);
        Faults.kill(sftp);
        await().atMost(PATIENCE).until(() -> pipelines.isIn("RETRYING", FEED));
        assertThat(sftp.isRunning()).as("the server is gone").isFalse();
        Faults.start(sftp);
        upload("medical-settlement_20260303.csv", "C", 700);
        awaitLanded("medical-settlement_20260303.csv", "C", 700);
        await().atMost(PATIENCE).until(() -> pipelines.isIn("RUNNING", FEED));
    }

    private static void upload(String name, String prefix, int rows) {
        String content = IntStream.range(0, rows)
                .mapToObj(i -> prefix + i + ",330106199001011234,王伟,20260228,20260301,市一医院,1.00,0,0,0,0,\r\n")
                .collect(Collectors.joining("", HEADER, ""));
        byte[] bytes = content.getBytes(Charset.forName("GBK"));
        String path = "/srv/sftp/medical-settlement/" + name;
        sftp.copyFileToContainer(Transferable.of(bytes), path);
        String control = "rows=%d\ntotal=%d.00\nsm3=%s\n".formatted(rows, rows, Sm3.hex(bytes));
        sftp.copyFileToContainer(Transferable.of(control.getBytes(StandardCharsets.UTF_8)), path + ".ctl");
    }

    private static void awaitLanded(String file, String prefix, int rows) {
        List<String> expected =
                IntStream.range(0, rows).mapToObj(i -> prefix + i).toList();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pipelines.landed("medical-settlement"))
                .filteredOn(r -> r.getPosition().startsWith(file + ":"))
                .extracting(LandedRecord::getKey)
                .containsExactlyInAnyOrderElementsOf(expected));
    }

    private static String inside(String... command) throws Exception {
        return sftp.execInContainer(command).getStdout();
    }
}
