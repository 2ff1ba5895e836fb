package org.taxbrain.kibana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.taxbrain.kibana.view.Views;

/** Writes the files of saved objects: {@code KibanaMain FOLDER}. */
public final class KibanaMain {
    private KibanaMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("say the folder to write to");
        }
        Views views = Views.ofProduct();
        for (Language language : Language.values()) {
            Files.writeString(
                    Files.createDirectories(Path.of(args[0])).resolve(language.file()),
                    SavedObjects.ndjson(views, language));
        }
    }
}
