package org.taxbrain.local.cli;

import java.nio.file.Path;
import org.taxbrain.connectors.cdc.CdcException;
import org.taxbrain.connectors.files.sample.SampleException;
import org.taxbrain.connectors.http.InterfaceException;
import org.taxbrain.connectors.jdbc.JdbcException;
import org.taxbrain.connectors.quarantine.SealException;
import org.taxbrain.local.StackException;
import org.taxbrain.local.StackLayout;
import org.taxbrain.schemas.catalogue.CatalogueException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of the tax brain. */
@Command(
        name = "taxbrain",
        mixinStandardHelpOptions = true,
        version = "taxbrain 0.1.0",
        description = "From the departments' own systems to one searchable file per taxpayer.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DatasetCommand.class,
            LoadCommand.class,
            FileCommand.class,
            WhyCommand.class,
            CatalogueCommand.class,
            QuarantineCommand.class,
            FeedsCommand.class,
            BooksCommand.class,
            ReconcileCommand.class,
            CompactCommand.class,
            BenchCommand.class,
            SuperviseCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Taxbrain {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Data folder of the local stack (default: .taxbrain in the repository).")
    private Path data;

    private Taxbrain() {}

    /** Runs one command; its exit status is 0 if it succeeded, 1 if it failed, 2 if it was called wrongly. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command in this process; its exit status as of {@link #main}. */
    public static int run(String... args) {
        CommandLine commandLine = new CommandLine(new Taxbrain());
        commandLine.setExecutionExceptionHandler((problem, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(message(problem)));
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return commandLine.execute(args);
    }

    /** What a person can act on; a fault that nobody foresaw comes with its origin. */
    private static String message(Exception problem) {
        if (problem instanceof StackException
                || problem instanceof CliException
                || problem instanceof CatalogueException
                || problem instanceof CdcException
                || problem instanceof InterfaceException
                || problem instanceof JdbcException
                || problem instanceof SampleException
                || problem instanceof SealException) {
            return problem.getMessage();
        }
        StackTraceElement[] trace = problem.getStackTrace();
        return problem + (trace.length == 0 ? "" : " (at " + trace[0] + ")");
    }

    StackLayout layout() {
        return data == null ? StackLayout.ofDefaults() : StackLayout.of(data);
    }
}
