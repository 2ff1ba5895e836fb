package org.taxbrain.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the stack says. */
final class Notes implements ProgressListener {

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void note(String message) {
        said.add(message);
    }

    List<String> said() {
        return said;
    }
}
