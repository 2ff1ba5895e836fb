package org.taxbrain.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What Linux tells of processes; a process that ends while it is read counts as absent. */
public final class ProcFs {

    private static final Path PROC = Path.of("/proc");
    private static final int START_TIME_FIELD = 22;

    private ProcFs() {}

    /** Clock ticks from the machine's boot to the process's start: with the pid, the identity of a process. */
    public static OptionalLong startTicks(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // the second field is the command in brackets and may itself contain blanks and brackets
            String[] afterCommand = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean zombie = afterCommand[0].equals("Z");
            return zombie ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(afterCommand[START_TIME_FIELD - 3]));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The pids of processes that were started with {@code name=value} in their environment. */
    public static Set<Long> withEnvironment(String name, String value) {
        String wanted = "\0" + name + "=" + value + "\0";
        return matching(process -> {
            String environment = "\0" + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return environment.contains(
                    new String(wanted.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        });
    }

    /** The pids of processes whose program lies under a folder. */
    public static Set<Long> runningFrom(Path folder) {
        return matching(
                process -> Files.readSymbolicLink(process.resolve("exe")).startsWith(folder));
    }

    /** Proportional set size in KiB: memory that is shared with other processes counts by its share. */
    public static long pssKiB(Collection<Long> pids) {
        long sum = 0;
        for (long pid : pids) {
            sum += pssKiB(pid);
        }
        return sum;
    }

    private static long pssKiB(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // it ended meanwhile, and holds nothing any more
            return 0;
        }
    }

    private static Set<Long> matching(Condition condition) {
        Set<Long> pids = new LinkedHashSet<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String name = process.getFileName().toString();
                if (Character.isDigit(name.charAt(0)) && holds(condition, process)) {
                    pids.add(Long.valueOf(name));
                }
            }
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("There is no /proc: the local stack runs on Linux", e);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list the processes of this machine", e);
        }
        return pids;
    }

    private static boolean holds(Condition condition, Path process) {
        try {
            return condition.test(process);
        } catch (IOException e) {
            // ended meanwhile, or another user's: not ours in either case
            return false;
        }
    }

    private interface Condition {
        boolean test(Path process) throws IOException;
    }
}
