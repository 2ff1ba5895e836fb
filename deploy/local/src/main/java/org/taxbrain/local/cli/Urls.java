package org.taxbrain.local.cli;

import java.io.PrintStream;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;

/** Where everything of a running stack is. */
final class Urls {
    private Urls() {}

    static StackState running(StackLayout layout) {
        return StackState.readRunning(layout)
                .orElseThrow(() -> new CliException(
                        "No stack runs over " + layout.data() + "; start one with ./taxbrain up or ./taxbrain demo"));
    }

    /** How the Kafka of a stack is reached: on the loopback address, in the clear. */
    static KafkaConnection kafka(StackState stack) {
        return KafkaConnection.plain(stack.urls().get("kafka"));
    }

    static void print(StackLayout layout, PrintStream out) {
        running(layout).urls().forEach((component, url) -> out.printf("%-14s %s%n", component, url));
        out.printf("%-14s %s%n", "data", layout.data());
    }
}
