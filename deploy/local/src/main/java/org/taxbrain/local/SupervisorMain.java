package org.taxbrain.local;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the stack in the foreground until SIGTERM or Ctrl-C, then stops it in order.
 *
 * <p>{@code SupervisorMain [--data DIR] [--components kafka,elasticsearch,…]}
 */
public final class SupervisorMain {

    private SupervisorMain() {}

    /** Runs the stack. */
    public static void main(String[] args) throws InterruptedException {
        StackLayout layout;
        Set<Component> components = EnumSet.allOf(Component.class);
        try {
            Path data = null;
            for (int i = 0; i < args.length; i += 2) {
                String value = i + 1 < args.length ? args[i + 1] : "";
                switch (args[i]) {
                    case "--data" -> data = Path.of(value);
                    case "--components" -> components = Component.parseList(value);
                    default ->
                        throw new IllegalArgumentException("unknown option " + args[i]
                                + "; usage: SupervisorMain [--data DIR] [--components LIST]");
                }
            }
            layout = data == null ? StackLayout.ofDefaults() : StackLayout.of(data);
        } catch (IllegalArgumentException | StackException e) {
            fail(e);
            return;
        }
        try {
            run(LocalStack.builder(layout).components(components).listener(ProgressListener.printing()));
        } catch (StackException e) {
            fail(e);
        }
    }

    /** Starts a stack, and stops it when this process is asked to end; returns never otherwise. */
    public static void run(LocalStack.Builder builder) throws InterruptedException {
        LocalStack stack = builder.stopAtExit().start();
        System.out.println("The stack is up: data in " + stack.layout().data() + ", Kafka "
                + stack.kafkaBootstrapServers() + ", Elasticsearch " + stack.elasticsearchUrl() + ", Flink "
                + stack.flinkUrl());
        new CountDownLatch(1).await();
    }

    private static void fail(RuntimeException problem) {
        System.err.println(problem.getMessage());
        System.exit(1);
    }
}
