package org.taxbrain.pipelines;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.support.service.ServiceSupport;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;

/** What routes land with: each route has a landing of its own, which ends with it. Camel stops this after the routes. */
public final class RouteLandings extends ServiceSupport {
    private final KafkaConnection kafka;
    private final Map<String, CountedLanding> byRoute = new ConcurrentHashMap<>();

    RouteLandings(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** The landing of a new route. */
    public CountedLanding open(String route, Feed feed) {
        CountedLanding landing = new CountedLanding(new LandingWriter(kafka), feed);
        byRoute.put(route, landing);
        return landing;
    }

    /** After a route has been stopped. */
    void close(String route) {
        CountedLanding landing = byRoute.remove(route);
        if (landing != null) {
            landing.close();
        }
    }

    @Override
    protected void doStop() {
        byRoute.values().forEach(CountedLanding::close);
        byRoute.clear();
    }
}
