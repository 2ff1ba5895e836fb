package org.taxbrain.kibana;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.taxbrain.kibana.board.Boards;
import org.taxbrain.kibana.dashboard.Dashboard;
import org.taxbrain.kibana.dashboard.DashboardObject;
import org.taxbrain.kibana.object.SavedObject;
import org.taxbrain.kibana.view.Tag;
import org.taxbrain.kibana.view.Views;

/** Everything that is imported into Kibana, in one language. Both languages have the same ids: the import of one replaces the other. */
public final class SavedObjects {
    private SavedObjects() {}

    /** What others refer to stands before them. */
    public static List<SavedObject> of(Views views, Language language) {
        List<SavedObject> objects = new ArrayList<>();
        Arrays.stream(Tag.values()).forEach(tag -> objects.add(tag.object(language)));
        views.all().forEach(view -> objects.add(view.object(language)));
        List<Dashboard> boards = Boards.all(views);
        boards.stream()
                .flatMap(board -> board.contents().stream())
                .forEach(content -> objects.add(content.object(language)));
        boards.forEach(board -> objects.add(DashboardObject.of(board, language)));
        return objects;
    }

    /** The file of a language: one object a line. */
    public static String ndjson(Views views, Language language) {
        return of(views, language).stream()
                .map(object -> object.json().toString())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
