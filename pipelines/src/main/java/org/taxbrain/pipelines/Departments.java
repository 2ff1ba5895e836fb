package org.taxbrain.pipelines;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.taxbrain.pipelines.files.FileRoutes;
import org.taxbrain.pipelines.http.InterfaceRoutes;

/** The routes of the departments that send files or answer interfaces, made from the datasets' descriptors. Tables come in by {@link CdcFeeds}. */
final class Departments {
    private Departments() {}

    static List<RouteBuilder> routes(Pipelines pipelines) {
        return List.of(new FileRoutes(pipelines), new InterfaceRoutes(pipelines));
    }
}
