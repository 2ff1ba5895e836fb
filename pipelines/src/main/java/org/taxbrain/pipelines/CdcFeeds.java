package org.taxbrain.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.support.service.ServiceSupport;
import org.taxbrain.connectors.cdc.CdcSystem;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** Change capture from every database that a descriptor names; Camel starts and stops it with the routes. */
final class CdcFeeds extends ServiceSupport {
    private final Pipelines pipelines;
    private final List<CdcSystem> systems = new ArrayList<>();

    CdcFeeds(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    protected void doStart() {
        Map<String, List<Dataset>> bySystem = new TreeMap<>();
        for (Dataset dataset : pipelines.catalogue().datasets()) {
            Descriptor.Cdc cdc = dataset.descriptor().source().cdc();
            if (cdc != null) {
                bySystem.computeIfAbsent(cdc.system(), s -> new ArrayList<>()).add(dataset);
            }
        }
        if (bySystem.isEmpty()) {
            return;
        }
        byte[] pepper = pipelines.configuration().get(IndexConfig.class).pepper();
        bySystem.forEach((name, datasets) -> systems.add(new CdcSystem(
                name,
                datasets,
                () -> pipelines.configuration().system(name),
                pipelines.bootstrapServers(),
                pipelines.settings().dataDir(),
                pepper,
                pipelines.health())));
        systems.forEach(CdcSystem::start);
    }

    @Override
    protected void doStop() {
        // side by side: each takes a moment
        systems.parallelStream().forEach(CdcSystem::close);
        systems.clear();
    }
}
