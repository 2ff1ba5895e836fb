package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.taxbrain.connectors.files.sample.DeclarationDraft;
import org.taxbrain.connectors.files.sample.Sample;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Datasets beside those of the product. */
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        description = "Declare datasets beside the product's own.",
        synopsisSubcommandLabel = "COMMAND")
final class DatasetCommand {
    @ParentCommand
    private Taxbrain taxbrain;

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = {
                "Propose a declaration from a sample of a department's file (CSV, JSON, XML, fixed positions): character set,",
                "separator, header, places of rows and fields, types, keys,",
                "identifiers, personal fields, code lists. Prints how the sample's rows fare by it.",
                "What no file can show (--purpose and so on) is needed before the dataset can be added."
            })
    int init(
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "SAMPLE",
                            description = "The file, packed (gzip, zip) or not.")
                    Path from,
            @Option(names = "--id", required = true, paramLabel = "DATASET", description = "The new dataset's id.")
                    String id,
            @Option(names = "--out", paramLabel = "DIR", description = "Where to write (default: a folder of that id).")
                    Path out,
            @Option(names = "--title", description = "Its title in Chinese.") String title,
            @Option(names = "--department", description = "Id of the department that sends it.") String department,
            @Option(names = "--purpose", description = "What it is used for.") String purpose,
            @Option(names = "--legal-basis", description = "Law or agreement that permits it.") String legalBasis,
            @Option(names = "--sharing", description = "unconditional or conditional.") String sharing,
            @Option(names = "--agreement-expiry", paramLabel = "DATE", description = "Until when it may be used.")
                    String agreementExpiry,
            @Option(names = "--retention", paramLabel = "PERIOD", description = "How long rows are kept, such as P10Y.")
                    String retention,
            @Option(
                            names = "--freshness",
                            paramLabel = "DURATION",
                            description = "How late the newest row may be (default: PT26H).")
                    String freshness)
            throws IOException {
        if (!id.matches("[a-z][a-z0-9-]{1,60}")) {
            throw new CliException("--id " + id + ": lower-case letters, digits and hyphens are needed");
        }
        Map<String, String> lawful = new HashMap<>();
        put(lawful, "title", title);
        put(lawful, "department", department);
        put(lawful, "purpose", purpose);
        put(lawful, "legalBasis", legalBasis);
        put(lawful, "sharing", sharing);
        put(lawful, "agreementExpiry", agreementExpiry);
        put(lawful, "retention", retention);
        put(lawful, "freshness", freshness);
        Sample sample = Sample.read(from);
        DeclarationDraft draft =
                new DeclarationDraft(id, sample, from.getFileName().toString(), lawful);
        Path folder = Files.createDirectories(out == null ? Path.of(id) : out);
        for (Map.Entry<String, String> file : Map.of(id + ".yaml", draft.descriptor(), id + ".avdl", draft.idl())
                .entrySet()) {
            Path target = folder.resolve(file.getKey());
            if (Files.exists(target)) {
                throw new CliException(target + " is there already; give another --out, or delete it");
            }
            Files.writeString(target, file.getValue());
        }
        System.out.println(from.getFileName() + ": " + sample);
        System.out.println("Wrote " + folder.resolve(id + ".yaml") + " and " + folder.resolve(id + ".avdl"));
        if (!draft.missing().isEmpty()) {
            System.out.println("Still needed in " + id + ".yaml: " + String.join(", ", draft.missing()));
            return 0;
        }
        DeclarationDraft.Trial trial = draft.trial(System.currentTimeMillis());
        System.out.printf("Of the sample's rows %,d would be clean%n", trial.clean());
        trial.faults().forEach((rule, rows) -> System.out.printf("  %,d in quarantine: %s%n", rows, rule));
        System.out.println("Read both files, then: ./taxbrain dataset add " + folder);
        return 0;
    }

    private static void put(Map<String, String> lawful, String key, String value) {
        if (value != null) {
            lawful.put(key, value);
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Check declarations and hand them to the stack, which takes them in while it runs: nothing is restarted.",
                "A changed declaration is added again, with a higher revision."
            })
    int add(
            @Parameters(
                            index = "0",
                            paramLabel = "DIR",
                            description = "Folder with <dataset>.yaml beside <dataset>.avdl, one or more.")
                    Path folder)
            throws IOException, InterruptedException {
        StackLayout layout = taxbrain.layout();
        Optional<StackState> running = StackState.readRunning(layout);
        AddedDatasets added = AddedDatasets.check(folder, layout, running);
        added.put();
        if (running.isEmpty()) {
            System.out.println("No stack runs over " + layout.data() + "; its next start takes in: " + added);
            return 0;
        }
        added.awaitTaken(running.get(), System.out);
        return 0;
    }
}
