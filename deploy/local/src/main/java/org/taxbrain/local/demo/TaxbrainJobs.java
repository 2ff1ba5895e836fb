package org.taxbrain.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.StackException;
import org.taxbrain.local.jobs.JobSpec;

/** The product's jobs, as they are submitted to the local cluster. */
public final class TaxbrainJobs {
    private static final int PARALLELISM = 1;

    private TaxbrainJobs() {}

    /** Submits those that don't run yet; the others are left alone. */
    public static void submit(LocalStack stack) {
        Path jar = jar(stack.layout().home());
        List<String> arguments = stack.applications().jobArguments();
        for (String[] job : new String[][] {
            {"clean", "org.taxbrain.jobs.clean.CleanJobMain"},
            {"file", "org.taxbrain.jobs.file.FileJobMain"},
            {"index", "org.taxbrain.jobs.index.IndexJobMain"},
            {"books", "org.taxbrain.jobs.books.BooksJobMain"}
        }) {
            stack.jobs().submit(new JobSpec(job[0], jar, job[1], arguments, PARALLELISM));
        }
    }

    private static Path jar(Path home) {
        try (Stream<Path> built = Files.list(home.resolve("jobs/target"))) {
            return built.filter(f -> f.getFileName().toString().endsWith("-cluster.jar"))
                    .findFirst()
                    .orElseThrow(() -> notBuilt(home));
        } catch (IOException e) {
            throw notBuilt(home);
        }
    }

    private static StackException notBuilt(Path home) {
        return new StackException("The jobs' jar is missing in " + home.resolve("jobs/target")
                + "; build it with: mvn -DskipTests package");
    }
}
