package org.taxbrain.pipelines;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** The departments that send files or answer interfaces: one routes class each. */
final class Departments {
    private Departments() {}

    static List<RouteBuilder> routes(Pipelines pipelines) {
        return List.of();
    }
}
