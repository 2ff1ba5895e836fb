package org.taxbrain.e2e.city;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.taxbrain.city.City;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.day.CityDay;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.local.Component;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.ProgressListener;
import org.taxbrain.local.demo.Demo;
import org.taxbrain.local.demo.SampleCity;
import org.taxbrain.local.demo.Settled;
import org.taxbrain.local.demo.TaxbrainJobs;
import org.taxbrain.oracle.OracleConfig;
import org.taxbrain.oracle.OracleRun;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.Report;
import org.taxbrain.oracle.books.Books;

/** A whole stack with a sample city, for tests. */
final class RunningCity implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Enough to name every document that a test breaks, relatives' files too. */
    private static final int SAMPLES = 1_000;

    private final LocalStack stack;
    private final SampleCity systems;
    private final CitySpec spec;

    private RunningCity(LocalStack stack, CitySpec spec) {
        this.stack = stack;
        this.systems = new SampleCity(stack);
        this.spec = spec;
    }

    /** Starts everything over an empty folder; the departments' systems are empty. */
    static RunningCity start(Path data, CitySpec spec) {
        LocalStack stack = LocalStack.builder(data)
                .components(Demo.serversAndDepartments())
                .listener(ProgressListener.printing())
                .keepEveryRun()
                .start();
        RunningCity city = new RunningCity(stack, spec);
        City.createTables(city.systems.sources());
        stack.start(List.of(Component.PIPELINES));
        TaxbrainJobs.submit(stack);
        return city;
    }

    LocalStack stack() {
        return stack;
    }

    /** The departments' systems fill. */
    void generate() {
        City.generate(spec, systems.sources());
        City.push(spec, systems.sources());
    }

    /** Begins a day of changes; {@code done} counts the commits. */
    CompletableFuture<Void> live(DaySpec day, AtomicLong done) {
        CityDay life = new CityDay(spec, day, systems.sources(), committed -> done.incrementAndGet());
        return CompletableFuture.runAsync(life::run);
    }

    /** Waits until all that the departments hold has gone the whole way. */
    void settle() throws Exception {
        new Settled(stack).await(PATIENCE, (records, behind) -> {});
    }

    /** What the departments' data says now; it may be compared with the index as often as they stand still. */
    OracleRun oracle() {
        return OracleRun.prepare(systems.oracle().withSamples(SAMPLES), Progress.NONE);
    }

    /** Where the last oracle keeps what it has read. */
    OracleConfig oracleConfig() {
        return systems.oracle();
    }

    /** Compares the index with what the departments' data says. */
    Report compare() {
        return oracle().compare(Progress.NONE);
    }

    /** The books of landed rows and their outcomes. */
    Books books() {
        return Books.audit(stack.kafkaBootstrapServers(), Progress.NONE);
    }

    @Override
    public void close() {
        stack.stop();
    }
}
