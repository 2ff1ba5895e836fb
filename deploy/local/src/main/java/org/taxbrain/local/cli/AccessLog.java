package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.taxbrain.local.StackLayout;
import org.taxbrain.schemas.text.Sm3;
import org.taxbrain.schemas.text.Text;

/** Who looked into whose file, when and for what: one JSON object a line, without the subject's id. Nobody reads a file without leaving a line. */
final class AccessLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWNER_ONLY = "rw-------";
    private final Path file;
    private final byte[] pepper;
    private final Clock clock;
    private final String user;

    /**
     * @param pepper key of the hash that stands for a subject; with that of the document ids, a line and a document can be
     *     brought together by whoever has both
     * @param user who asks
     */
    AccessLog(Path file, byte[] pepper, Clock clock, String user) {
        this.file = file;
        this.pepper = pepper.clone();
        this.clock = clock;
        this.user = user;
    }

    /** The log of a stack; the user is the one whom the operating system runs this process for. */
    static AccessLog of(StackLayout layout, byte[] pepper) {
        return new AccessLog(layout.data().resolve("logs").resolve("access.jsonl"), pepper, Clock.systemUTC(), user());
    }

    /** Whom the operating system runs this process for. */
    static String user() {
        return ProcessHandle.current().info().user().orElse(System.getProperty("user.name"));
    }

    /**
     * Notes one look into a file, on the disk, before anything of it is shown.
     *
     * @param subject id of the subject; of a look that found nothing, what was asked for
     * @param purpose as the user says, or null
     * @throws CliException if it can't be written: nothing may be shown then
     */
    void record(String command, String subject, boolean found, boolean masked, String purpose) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("user", user);
        line.put("command", command);
        line.put("subjectHash", Sm3.keyedHash(pepper, subject));
        line.put("found", found);
        line.put("masked", masked);
        String said = Text.normalise(purpose);
        if (said != null) {
            line.put("purpose", said);
        }
        try {
            append(line + "\n");
        } catch (IOException e) {
            throw new CliException("The access log " + file + " can't be written (" + reason(e)
                    + "). Nothing is shown, as every look into a file must leave a trace: mend that and ask again.");
        }
    }

    private void append(String line) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.notExists(file)) {
            create();
        }
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            // closing the channel gives the lock back
            log.lock();
            // a disk that was full can have cut the line before
            String text = endsInMidLine() ? "\n" + line : line;
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                log.write(bytes);
            }
            log.force(true);
        }
    }

    private void create() throws IOException {
        FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)))
                .close();
    }

    private boolean endsInMidLine() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() == 0) {
                return false;
            }
            log.seek(log.length() - 1);
            return log.read() != '\n';
        }
    }

    private static String reason(IOException e) {
        String type = e.getClass().getSimpleName().replace("Exception", "");
        String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return said == null ? type : type + ": " + said;
    }
}
