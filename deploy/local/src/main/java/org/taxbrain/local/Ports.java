package org.taxbrain.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;

/** The ports of one data folder: free ones at its first start, the same ones ever after unless a stranger took one. */
public final class Ports {

    /** Below Linux's ephemeral range: an outgoing connection must not take our port while a server is restarted. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
    }

    /** The ports that a running stack says it uses. */
    public static Ports of(StackState state) {
        return new Ports(new EnumMap<>(state.ports()));
    }

    /** The number of a port. */
    public int get(Port port) {
        return numbers.get(port);
    }

    /** {@code 127.0.0.1:number}. */
    public String address(Port port) {
        return "127.0.0.1:" + get(port);
    }

    /** The ports as last saved, without looking whether they are free. */
    static Ports saved(Path file) throws IOException {
        return new Ports(read(file));
    }

    /** Reads the ports, chooses those that are missing or taken, saves them. Call it only while nothing of ours runs. */
    static Ports choose(Path file, ProgressListener listener) throws IOException {
        Map<Port, Integer> numbers = Files.exists(file) ? read(file) : new EnumMap<>(Port.class);
        boolean firstStart = numbers.isEmpty();
        List<String> moved = new ArrayList<>();
        Set<Integer> used = new HashSet<>(numbers.values());
        Random random = new Random();
        for (Port port : Port.values()) {
            Integer known = numbers.get(port);
            if (known != null && isFree(known)) {
                continue;
            }
            int chosen = chooseFree(used, random);
            used.add(chosen);
            numbers.put(port, chosen);
            if (known != null) {
                moved.add(port + " " + known + " → " + chosen);
            }
        }
        if (!moved.isEmpty()) {
            listener.note("Another program listens on a port of this stack; moved: " + String.join(", ", moved));
        }
        if (firstStart || !moved.isEmpty() || !numbers.equals(read(file))) {
            write(file, numbers);
        }
        return new Ports(numbers);
    }

    /** Whether nobody listens on it, on the loopback address or on all. */
    public static boolean isFree(int number) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number))
                && canBind(new InetSocketAddress(number));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int chooseFree(Set<Integer> used, Random random) {
        for (int attempt = 0; attempt < 10_000; attempt++) {
            int candidate = LOWEST + random.nextInt(HIGHEST - LOWEST);
            if (!used.contains(candidate) && isFree(candidate)) {
                return candidate;
            }
        }
        throw new StackException("No free port on 127.0.0.1 between " + LOWEST + " and " + HIGHEST
                + ". Stop what listens there (ss -ltnp shows it) and start again.");
    }

    private static Map<Port, Integer> read(Path file) throws IOException {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        if (!Files.exists(file)) {
            return numbers;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        for (Port port : Port.values()) {
            String number = properties.getProperty(port.name());
            if (number != null) {
                numbers.put(port, Integer.valueOf(number.trim()));
            }
        }
        return numbers;
    }

    private static void write(Path file, Map<Port, Integer> numbers) throws IOException {
        Properties properties = new Properties();
        numbers.forEach((port, number) -> properties.setProperty(port.name(), number.toString()));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "ports on 127.0.0.1; kept over restarts");
        }
    }
}
