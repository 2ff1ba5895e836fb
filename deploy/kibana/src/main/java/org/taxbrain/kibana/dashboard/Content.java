package org.taxbrain.kibana.dashboard;

import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.object.SavedObject;
import org.taxbrain.kibana.view.DataView;

/** What a dashboard shows in one of its places: an object of its own, over one data view. */
public interface Content {
    /** Unique among all contents. */
    String id();

    DataView view();

    SavedObject object(Language language);
}
