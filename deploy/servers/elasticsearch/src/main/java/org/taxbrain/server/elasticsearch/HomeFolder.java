package org.taxbrain.server.elasticsearch;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elasticsearch.Version;

/**
 * What {@code path.home} is in the distribution: {@code lib} (the server) and {@code modules} (what the server loads in
 * class loaders of their own: {@link ServerModule}s, our answer to {@code GET /}, and our analysis parts). Jars are linked where the file system can.
 */
record HomeFolder(Path path, List<Path> libJars) {

    private static final String LOGGING = "log4j2.xml";
    private static final String OWN_PACKAGE = "org/taxbrain/server/elasticsearch/";

    /**
     * Makes the folder anew.
     *
     * @param modules what goes in beside {@link ServerModule#LIB} and our own
     */
    static HomeFolder assemble(Path home, List<Path> classPath, Set<ServerModule> modules) throws IOException {
        deleteTree(home);
        Path lib = Files.createDirectories(home.resolve(ServerModule.LIB.folder()));
        Files.createDirectories(home.resolve("plugins"));
        copyLogging(Files.createDirectories(home.resolve("config")));

        List<Path> libJars = new ArrayList<>();
        for (Path jar : classPath) {
            String name = jar.getFileName().toString();
            for (ServerModule module : ServerModule.of(name)) {
                if (module == ServerModule.LIB) {
                    libJars.add(link(lib.resolve(name), jar));
                } else if (modules.contains(module)) {
                    link(Files.createDirectories(home.resolve(module.folder())).resolve(name), jar);
                }
            }
        }
        for (ServerModule module : modules) {
            describe(home.resolve(module.folder()), module.moduleName(), module.pluginClass(), module.extended());
        }
        libJars.add(pack("node", lib.resolve("taxbrain-node.jar")));
        addOwn(home, "root", "RootPlugin");
        addOwn(home, "analysis", "AnalysisParts");
        return new HomeFolder(home, libJars);
    }

    private static void addOwn(Path home, String subPackage, String plugin) throws IOException {
        String name = "taxbrain-" + subPackage;
        Path module = Files.createDirectories(home.resolve("modules").resolve(name));
        pack(subPackage, module.resolve(name + ".jar"));
        describe(module, name, OWN_PACKAGE.replace('/', '.') + subPackage + "." + plugin, null);
    }

    /** How the node logs; it can't read it from this module's classes, which its class loader doesn't see. */
    Path loggingConfiguration() {
        return path.resolve("config").resolve(LOGGING);
    }

    private static void copyLogging(Path config) throws IOException {
        try (InputStream logging = HomeFolder.class.getResourceAsStream("/" + LOGGING)) {
            Files.copy(
                    requireNonNull(logging, LOGGING + " is missing in this module's class path"),
                    config.resolve(LOGGING));
        }
    }

    /** The jars of a class path; the folder or jar that holds this module's own classes is packed separately. */
    static List<Path> entriesOf(String classPath) throws IOException {
        Path own = ownClasses();
        List<Path> jars = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (Files.isRegularFile(path) && !Files.isSameFile(path, own)) {
                jars.add(path);
            }
        }
        return jars;
    }

    String libClassPath() {
        return libJars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path link(Path link, Path jar) throws IOException {
        try {
            return Files.createLink(link, jar);
        } catch (IOException | UnsupportedOperationException e) {
            // another file system, or one without links
            return Files.copy(jar, link);
        }
    }

    private static void describe(Path module, String name, String pluginClass, ServerModule extended)
            throws IOException {
        Files.writeString(
                module.resolve("plugin-descriptor.properties"),
                String.join(
                        "\n",
                        "name=" + name,
                        "description=" + name,
                        "version=" + Version.CURRENT,
                        "elasticsearch.version=" + Version.CURRENT,
                        "java.version=17",
                        "classname=" + pluginClass,
                        extended == null ? "" : "extended.plugins=" + extended.moduleName(),
                        ""));
    }

    private static Path pack(String subPackage, Path jar) throws IOException {
        Path own = ownClasses();
        if (Files.isDirectory(own)) {
            packFrom(own.resolve(OWN_PACKAGE + subPackage), subPackage, jar);
        } else {
            try (FileSystem zip = FileSystems.newFileSystem(own, Map.of())) {
                packFrom(zip.getPath(OWN_PACKAGE + subPackage), subPackage, jar);
            }
        }
        return jar;
    }

    private static void packFrom(Path classes, String subPackage, Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"));
                Stream<Path> files = Files.list(classes)) {
            Path target = Files.createDirectories(zip.getPath(OWN_PACKAGE + subPackage));
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }

    private static Path ownClasses() {
        try {
            return Path.of(HomeFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot tell where the classes of " + HomeFolder.class + " are", e);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
