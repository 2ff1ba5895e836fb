package org.taxbrain.kibana.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.object.Reference;

/**
 * Where a click into a panel leads, with the clicked value as a filter.
 *
 * @param dashboard another dashboard; none: the documents themselves, in Discover
 */
public record DrillDown(Label name, Optional<String> dashboard) {
    private static final String TO_DASHBOARD = "DASHBOARD_TO_DASHBOARD_DRILLDOWN";
    private static final String TO_DISCOVER = "OPEN_IN_DISCOVER_DRILLDOWN";

    public DrillDown {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(dashboard, "dashboard is null");
    }

    /** To another dashboard; the clicked field must be one of its data views' too, or it is empty there. */
    public static DrillDown to(String dashboard, String chinese, String english) {
        return new DrillDown(Label.of(chinese, english), Optional.of(dashboard));
    }

    public static DrillDown toDocuments() {
        return new DrillDown(Label.of("在 Discover 中查看记录", "Open the documents in Discover"), Optional.empty());
    }

    /** The reference by which Kibana finds the other dashboard, from a panel's point of view. */
    Optional<Reference> reference(String event) {
        return dashboard.map(id ->
                new Reference("drilldown:" + TO_DASHBOARD + ":" + event + ":dashboardId", ObjectType.DASHBOARD, id));
    }

    ObjectNode json(String event, Language language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("eventId", event);
        json.putArray("triggers").add("FILTER_TRIGGER");
        ObjectNode action = json.putObject("action");
        action.put("factoryId", dashboard.isPresent() ? TO_DASHBOARD : TO_DISCOVER);
        action.put("name", name.in(language));
        ObjectNode config = action.putObject("config");
        config.put("openInNewTab", false);
        if (dashboard.isPresent()) {
            config.put("useCurrentFilters", true).put("useCurrentDateRange", true);
        }
        return json;
    }
}
