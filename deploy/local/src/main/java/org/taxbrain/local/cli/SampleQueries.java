package org.taxbrain.local.cli;

import java.io.PrintStream;
import java.net.URI;

/** Three searches to try. */
final class SampleQueries {
    private SampleQueries() {}

    static void print(URI elasticsearch, PrintStream out) {
        out.println();
        out.println("Three searches to try:");
        out.printf(
                "  curl -s '%s/taxpayer/_search?q=summary.openArrears:>0&sort=summary.openArrears:desc&size=1&pretty'%n",
                elasticsearch);
        out.printf("  curl -s '%s/reminder/_search?q=rule:case-interest-unpaid&size=1&pretty'%n", elasticsearch);
        out.printf("  curl -s '%s/quarantine/_search?q=rule:not-after-landing&size=1&pretty'%n", elasticsearch);
        out.println();
    }
}
