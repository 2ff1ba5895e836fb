package org.taxbrain.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** One process runs a data folder's stack; the kernel forgets the lock when that process is gone, however it went. */
final class StackLock implements AutoCloseable {

    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    static StackLock acquire(StackLayout layout) throws IOException {
        Files.createDirectories(layout.data());
        FileChannel channel = FileChannel.open(layout.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            String owner = StackState.read(layout)
                    .map(state -> " by process " + state.supervisor().pid())
                    .orElse("");
            throw new StackException("The stack in " + layout.data() + " is already run" + owner
                    + ". See ./taxbrain status, stop it with ./taxbrain down, or choose another data folder.");
        }
        return new StackLock(channel);
    }

    /** Whether some process runs the stack of this data folder. */
    static boolean isHeld(StackLayout layout) throws IOException {
        if (!Files.exists(layout.lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(layout.lockFile(), StandardOpenOption.WRITE)) {
            return !tryLock(channel);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
