package org.taxbrain.connectors.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sorts any number of keys in bounded memory: sorted runs on disk, then a merge. */
public final class KeySorter implements Closeable {
    /** Runs that are merged at a time: each has a file open. */
    private static final int FAN_IN = 64;

    private final Path folder;
    private final int inMemory;
    private List<String> keys = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();
    private int created;

    /**
     * @param folder for the runs; they are deleted at the end
     * @param inMemory keys that are held in memory at most
     */
    public KeySorter(Path folder, int inMemory) {
        this.folder = folder;
        this.inMemory = inMemory;
    }

    public void add(String key) throws IOException {
        keys.add(key);
        if (keys.size() >= inMemory) {
            spill();
        }
    }

    /** Writes all keys, sorted and distinct, together with those of other key files. */
    public void writeTo(Path target, List<Path> others) throws IOException {
        spill();
        while (runs.size() > FAN_IN) {
            List<Path> some = List.copyOf(runs.subList(0, FAN_IN));
            Path merged = newRun();
            write(merged, some);
            runs.removeAll(some);
            for (Path run : some) {
                Files.delete(run);
            }
            runs.add(merged);
        }
        List<Path> all = new ArrayList<>(runs);
        all.addAll(others);
        write(target, all);
    }

    private static void write(Path target, List<Path> sources) throws IOException {
        try (KeyFile.Writer out = new KeyFile.Writer(target)) {
            KeyFile.merge(sources, out::write);
        }
    }

    private void spill() throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        keys.sort(null);
        Path run = newRun();
        try (KeyFile.Writer out = new KeyFile.Writer(run)) {
            for (String key : keys) {
                out.write(key);
            }
        }
        runs.add(run);
        keys = new ArrayList<>();
    }

    private Path newRun() throws IOException {
        Files.createDirectories(folder);
        created++;
        return folder.resolve("keys-" + created + ".run");
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }
}
