package org.taxbrain.local.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.taxbrain.local.StackException;

/** Finds what the build left of a module: its classes, and the class path that it published. */
final class ClassPaths {

    private static final String PUBLISHED = "target/runtime.classpath";

    private ClassPaths() {}

    /** Whether the module has been built, with the main class that it is started by. */
    static boolean isBuilt(Path home, String module, String mainClass) {
        return Files.isRegularFile(home.resolve(module).resolve(PUBLISHED))
                && Files.isRegularFile(
                        home.resolve(module).resolve("target/classes").resolve(mainClass.replace('.', '/') + ".class"));
    }

    /** The module's own classes and all that it needs at run time. */
    static String of(Path home, String module) {
        if (!Files.isRegularFile(home.resolve(module).resolve(PUBLISHED))) {
            throw new StackException("The module " + module + " has not been built in " + home
                    + ". Build it with: mvn -pl " + module + " -am test-compile (./taxbrain does so by itself)");
        }
        try {
            String published =
                    Files.readString(home.resolve(module).resolve(PUBLISHED)).trim();
            String classes = home.resolve(module).resolve("target/classes").toString();
            return published.isEmpty() ? classes : classes + File.pathSeparator + published;
        } catch (IOException e) {
            throw new StackException("The class path of " + module + " can't be read: " + e.getMessage(), e);
        }
    }
}
