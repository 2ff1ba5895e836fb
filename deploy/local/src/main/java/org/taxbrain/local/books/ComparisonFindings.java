package org.taxbrain.local.books;

import java.io.IOException;
import java.util.Set;
import org.taxbrain.connectors.kafka.Finding;
import org.taxbrain.connectors.kafka.Findings;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.OpenFindings;

/** The findings of a comparison that a command makes: a difference of a dataset opens one, the next comparison without any closes it. */
public final class ComparisonFindings {
    private final Findings findings;
    private final String kind;
    private final String command;
    private final Set<String> open;

    /**
     * @param kind of docs/contracts.md
     * @param command that compares
     */
    public ComparisonFindings(KafkaConnection kafka, String kind, String command) {
        this.findings = new Findings(kafka);
        this.kind = kind;
        this.command = command;
        try (OpenFindings now = new OpenFindings(kafka)) {
            this.open = now.ids(kind);
        }
    }

    /** @param message what differs, what follows from it, what to do; no personal data */
    public void differs(String dataset, String message) throws IOException, InterruptedException {
        findings.write(new Finding(id(dataset), kind, command, dataset, true, message));
    }

    /** Says so where a difference was found before. */
    public void agrees(String dataset) throws IOException, InterruptedException {
        if (open.contains(id(dataset))) {
            String message = "compared again, and nothing of dataset " + dataset + " differs any more";
            findings.write(new Finding(id(dataset), kind, command, dataset, false, message));
        }
    }

    private String id(String dataset) {
        return kind + '|' + dataset;
    }
}
