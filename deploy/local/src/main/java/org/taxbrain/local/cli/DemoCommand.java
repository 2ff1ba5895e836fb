package org.taxbrain.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.taxbrain.city.CitySpec;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.ProgressListener;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.demo.Demo;
import org.taxbrain.local.demo.DemoReport;
import org.taxbrain.local.demo.Elasticsearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The whole way by one command. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start everything over an empty data folder, make a sample city, load it, let it live a day of changes,",
            "and compare the index with what the departments' own data says it must hold."
        })
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Option(
            names = "--taxpayers",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Taxpayers of the city (default: ${DEFAULT-VALUE}).")
    private int taxpayers;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Same seed, same city (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--exit", description = "Stop everything at the end instead of staying up.")
    private boolean exit;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        long begun = System.nanoTime();
        StackLayout layout = taxbrain.layout();
        DemoData.startAfresh(layout);
        LocalStack stack = LocalStack.builder(layout)
                .components(Demo.serversAndDepartments())
                .listener(ProgressListener.printing())
                .stopAtExit()
                .start();
        DemoReport report = new Demo(stack, CitySpec.of(taxpayers, seed), System.out).run(begun);
        report.print(System.out);
        if (json != null) {
            Files.writeString(json, Elasticsearch.JSON.writeValueAsString(report) + System.lineSeparator());
        }
        if (!report.succeeded()) {
            System.err.println(
                    "The demo failed: the index differs from the oracle, or the books don't add up; logs are in "
                            + layout.data().resolve("logs"));
        }
        if (!exit) {
            Urls.print(layout, System.out);
            SampleQueries.print(stack.elasticsearchUrl(), System.out);
            System.out.println("Everything stays up; Ctrl-C stops it.");
            new CountDownLatch(1).await();
        }
        return report.succeeded() ? 0 : 1;
    }
}
