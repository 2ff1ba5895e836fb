package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.ProgressListener;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.demo.TaxbrainJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** What {@code up} leaves running: the process that owns the stack. */
@Command(name = "supervise", hidden = true, description = "Run the stack in the foreground until it is told to end.")
final class SuperviseCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackLayout layout = taxbrain.layout();
        LocalStack stack = LocalStack.builder(layout)
                .listener(ProgressListener.printing())
                .stopAtExit()
                .start();
        TaxbrainJobs.submit(stack);
        Files.writeString(layout.data().resolve("ready"), "");
        new CountDownLatch(1).await();
        return 0;
    }
}
