package org.taxbrain.connectors.files;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Sorted, distinct keys on disk, one a line, gzip. Natural keys hold no line breaks: normalising took them out. */
public final class KeyFile {
    private static final int BUFFER = 1 << 15;

    private KeyFile() {}

    /** Receives keys one by one. */
    @FunctionalInterface
    public interface Sink {
        void accept(String key) throws IOException;
    }

    /** Writes keys that come sorted; drops repetitions. */
    static final class Writer implements Closeable {
        private final BufferedWriter out;
        private String last;

        Writer(Path file) throws IOException {
            out = new BufferedWriter(new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(file), BUFFER), StandardCharsets.UTF_8));
        }

        void write(String key) throws IOException {
            if (!key.equals(last)) {
                out.write(key);
                out.write('\n');
                last = key;
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Hands on the distinct keys of several files in order. */
    static void merge(List<Path> files, Sink sink) throws IOException {
        List<Cursor> open = new ArrayList<>();
        try {
            PriorityQueue<Cursor> queue = new PriorityQueue<>();
            for (Path file : files) {
                Cursor cursor = new Cursor(file);
                open.add(cursor);
                if (cursor.advance()) {
                    queue.add(cursor);
                }
            }
            String last = null;
            while (!queue.isEmpty()) {
                Cursor least = queue.poll();
                if (!least.key.equals(last)) {
                    last = least.key;
                    sink.accept(last);
                }
                if (least.advance()) {
                    queue.add(least);
                }
            }
        } finally {
            for (Cursor cursor : open) {
                cursor.close();
            }
        }
    }

    /** Hands on the keys that any of the earlier files has and the present one lacks. */
    public static void absent(List<Path> earlier, Path present, Sink sink) throws IOException {
        try (Cursor now = new Cursor(present)) {
            boolean[] more = {now.advance()};
            merge(earlier, key -> {
                while (more[0] && now.key.compareTo(key) < 0) {
                    more[0] = now.advance();
                }
                if (!more[0] || !now.key.equals(key)) {
                    sink.accept(key);
                }
            });
        }
    }

    private static final class Cursor implements Closeable, Comparable<Cursor> {
        private final BufferedReader in;
        private String key;

        Cursor(Path file) throws IOException {
            in = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file), BUFFER), StandardCharsets.UTF_8));
        }

        boolean advance() throws IOException {
            key = in.readLine();
            return key != null;
        }

        @Override
        public int compareTo(Cursor other) {
            return key.compareTo(other.key);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
