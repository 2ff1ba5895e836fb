package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;

class ArchivedFilesTest {
    private static final Dataset BILLS = TestDatasets.bills("UTF-8", ",", 1, "incremental", false);
    private static final Dataset MENDED = TestDatasets.bills("GB18030", ",", 1, "incremental", false);
    private static final String NAME = "bill_20260301.csv";

    @TempDir
    private Path folder;

    private final RecordedLanding landing = new RecordedLanding();

    @Test
    void shouldReadTheNewestContentOfAFileAgainByThePresentDeclaration() throws IOException {
        take("id,name,amount\na,甲,1\n");
        take("id,name,amount\na,乙,1\nb,丙,2\n");
        assertThat(landing.rows).anyMatch(r -> "charset".equals(r.getDefect()));

        List<LandedRecord> again = new ArrayList<>();
        assertThat(archive().read(NAME, again::add)).isTrue();

        assertThat(again).extracting(r -> r.getValues().get(1)).containsExactly("乙", "丙");
        assertThat(again)
                .allMatch(r -> r.getDefect() == null && r.getDescriptorHash().equals(MENDED.hash()));
        List<LandedRecord> before = landing.rows.subList(1, 3);
        assertThat(again).extracting(LandedRecord::getPosition).isEqualTo(positions(before));
        assertThat(again)
                .extracting(LandedRecord::getOrder)
                .isEqualTo(before.stream().map(LandedRecord::getOrder).toList());
        assertThat(again)
                .extracting(LandedRecord::getBatch)
                .containsOnly(before.get(0).getBatch());
    }

    @Test
    void shouldKnowNoFileThatDidNotComeOrIsNotInTheArchiveAnyMore() throws IOException {
        take("id,name,amount\na,A,1\n");
        assertThat(archive().read("bill_20260302.csv", row -> {})).isFalse();
        try (var files = Files.list(folder.resolve("data").resolve("archive"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(archive().read(NAME, row -> {})).isFalse();
    }

    private static List<String> positions(List<LandedRecord> rows) {
        return rows.stream().map(LandedRecord::getPosition).toList();
    }

    private ArchivedFiles archive() throws IOException {
        return new ArchivedFiles(MENDED, folder.resolve("data"), Clock.systemUTC(), Seal.NONE);
    }

    private void take(String content) throws IOException {
        Path local = Files.write(
                Files.createTempFile(folder, "local", ".csv"), content.getBytes(Charset.forName("GB18030")));
        byte[] pepper = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        new FileIntake(BILLS, folder.resolve("data"), landing, pepper, Clock.systemUTC(), Seal.NONE)
                .take(local, NAME, null);
    }
}
