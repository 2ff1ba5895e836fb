package org.taxbrain.connectors.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes of which, after a crash, either all or nothing is there. */
public final class Durable {
    private Durable() {}

    /** Replaces a file's content. */
    public static void write(Path target, byte[] content) throws IOException {
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + ".writing");
        Files.write(temporary, content);
        move(temporary, target);
    }

    /** Gives a written file its final name; both stand in one file system. */
    public static void move(Path written, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
