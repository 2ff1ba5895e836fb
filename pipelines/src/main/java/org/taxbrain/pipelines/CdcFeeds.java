package org.taxbrain.pipelines;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.support.service.ServiceSupport;
import org.taxbrain.connectors.cdc.CdcSystem;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** Change capture from every database that a descriptor names; Camel stops it with the routes. */
final class CdcFeeds extends ServiceSupport {
    private final Pipelines pipelines;
    private final Map<String, Capture> bySystem = new TreeMap<>();

    /** A system's captures, and what they were started for. */
    private record Capture(CdcSystem system, List<Dataset> datasets) {}

    CdcFeeds(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    /**
     * Captures the tables of the declared datasets from now on. A system with a new dataset goes on while that one's
     * snapshot is taken; one with a dataset that changed or is gone stops for a moment, and goes on where it was.
     *
     * @param declared all that are declared now
     */
    synchronized void take(Collection<Dataset> declared) {
        Map<String, List<Dataset>> wanted = bySystem(declared);
        for (String gone : List.copyOf(bySystem.keySet())) {
            if (!wanted.containsKey(gone)) {
                bySystem.remove(gone).system.close();
            }
        }
        wanted.forEach((name, datasets) -> {
            Capture running = bySystem.get(name);
            if (running == null) {
                bySystem.put(name, new Capture(start(name, datasets), datasets));
            } else if (!same(running.datasets, datasets)) {
                bySystem.put(name, new Capture(changed(name, running, datasets), datasets));
            }
        });
    }

    private CdcSystem changed(String name, Capture running, List<Dataset> datasets) {
        List<Dataset> added = datasets.stream()
                .filter(d -> running.datasets.stream().noneMatch(r -> r.id().equals(d.id())))
                .toList();
        List<Dataset> others = new ArrayList<>(datasets);
        others.removeAll(added);
        if (same(running.datasets, others)) {
            running.system.add(added);
            return running.system;
        }
        running.system.close();
        return start(name, datasets);
    }

    private static boolean same(List<Dataset> some, List<Dataset> others) {
        return some.stream()
                .map(Dataset::toString)
                .toList()
                .equals(others.stream().map(Dataset::toString).toList());
    }

    private CdcSystem start(String name, List<Dataset> datasets) {
        CdcSystem system = new CdcSystem(
                name,
                datasets,
                () -> pipelines.configuration().system(name),
                pipelines.kafka(),
                pipelines.settings().dataDir(),
                pipelines.configuration().get(IndexConfig.class).pepper(),
                pipelines.health());
        system.start();
        return system;
    }

    /** In the order of their ids, as the catalogue has them. */
    private static Map<String, List<Dataset>> bySystem(Collection<Dataset> declared) {
        Map<String, List<Dataset>> bySystem = new TreeMap<>();
        for (Dataset dataset : declared) {
            Descriptor.Cdc cdc = dataset.descriptor().source().cdc();
            if (cdc != null) {
                bySystem.computeIfAbsent(cdc.system(), s -> new ArrayList<>()).add(dataset);
            }
        }
        return bySystem;
    }

    @Override
    protected synchronized void doStop() {
        // side by side: each takes a moment
        bySystem.values().parallelStream().map(Capture::system).forEach(CdcSystem::close);
        bySystem.clear();
    }
}
