package org.taxbrain.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The digests of the documents that one side ends with, by id, in files that each of its writers leaves in one folder. */
final class Digests {
    private Digests() {}

    static void write(Path folder, Map<String, Long> digests) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("digests-" + UUID.randomUUID());
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            digests.forEach((id, digest) -> out.println(id + '\t' + digest));
            if (out.checkError()) {
                throw new IOException(file + " can't be written");
            }
        }
    }

    static Map<String, Long> read(Path folder) throws IOException {
        Map<String, Long> digests = new HashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                lines.forEach(line -> {
                    int tab = line.indexOf('\t');
                    digests.put(line.substring(0, tab), Long.valueOf(line.substring(tab + 1)));
                });
            }
        }
        return digests;
    }

    /** How many documents one side has otherwise than the other, or not at all. */
    static long differences(Map<String, Long> one, Map<String, Long> other) {
        long missing =
                other.keySet().stream().filter(id -> !one.containsKey(id)).count();
        long differing = one.entrySet().stream()
                .filter(document -> !document.getValue().equals(other.get(document.getKey())))
                .count();
        return missing + differing;
    }
}
