package org.taxbrain.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.text.Sm3;

class AccessLogTest {
    private static final byte[] PEPPER = "a pepper of sixteen".getBytes(StandardCharsets.UTF_8);
    private static final String SUBJECT = "person:330106199001011234";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T02:00:00.123456Z"), ZoneOffset.UTC);

    @TempDir
    private Path data;

    private Path file;
    private AccessLog log;

    @BeforeEach
    void open() {
        file = data.resolve("logs").resolve("access.jsonl");
        log = new AccessLog(file, PEPPER, CLOCK, "wang");
    }

    @Test
    void shouldNoteWhoLookedIntoWhoseFileAndWhatForButNotTheId() throws IOException {
        log.record("why", SUBJECT, true, true, "complaint 17\nof today");
        assertThat(Files.readString(file)).doesNotContain("330106199001011234").endsWith("}\n");
        JsonNode line = lines().get(0);
        assertThat(line.path("at").asText()).isEqualTo("2026-03-01T02:00:00.123Z");
        assertThat(line.path("user").asText()).isEqualTo("wang");
        assertThat(line.path("command").asText()).isEqualTo("why");
        assertThat(line.path("subjectHash").asText()).isEqualTo(Sm3.keyedHash(PEPPER, SUBJECT));
        assertThat(line.path("found").asBoolean()).isTrue();
        assertThat(line.path("masked").asBoolean()).isTrue();
        assertThat(line.path("purpose").asText()).doesNotContain("\n").startsWith("complaint 17");
    }

    @Test
    void shouldAddALineForEveryLook() throws IOException {
        log.record("file", SUBJECT, true, false, null);
        log.record("file", "nobody", false, true, " ");
        assertThat(lines()).hasSize(2).noneMatch(line -> line.has("purpose"));
        assertThat(lines()).extracting(line -> line.path("masked").asBoolean()).containsExactly(false, true);
        assertThat(lines()).extracting(line -> line.path("found").asBoolean()).containsExactly(true, false);
    }

    @Test
    void shouldBeReadableByItsOwnerAlone() throws IOException {
        log.record("file", SUBJECT, true, true, null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldBeginANewLineAfterOneThatWasCut() throws IOException {
        log.record("file", SUBJECT, true, true, null);
        Files.writeString(file, "{\"at\":\"2026-", StandardOpenOption.APPEND);
        log.record("why", SUBJECT, true, true, null);
        List<String> all = Files.readAllLines(file);
        assertThat(all).hasSize(3);
        assertThat(new ObjectMapper().readTree(all.get(2)).path("command").asText())
                .isEqualTo("why");
    }

    @Test
    void shouldRefuseTheReadIfItCannotBeWritten() throws IOException {
        Files.createDirectories(file);
        assertThatThrownBy(() -> log.record("why", SUBJECT, true, true, null))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("The access log " + file + " can't be written")
                .hasMessageContaining("Nothing is shown")
                .hasMessageNotContaining("330106");
    }

    @Test
    void shouldRefuseTheReadIfItsFolderIsNone() throws IOException {
        Files.writeString(file.getParent(), "in the way");
        assertThatThrownBy(() -> log.record("why", SUBJECT, true, true, null))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("FileAlreadyExists");
    }

    private List<JsonNode> lines() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(json.readTree(line));
        }
        return lines;
    }
}
