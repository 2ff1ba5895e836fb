package org.taxbrain.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.utility.DockerImageName;

/**
 * The images that tests run: of {@code deploy/images}, built if their inputs changed; official ones where
 * {@code TAXBRAIN_OFFICIAL_IMAGES=true} says that a registry can be reached.
 */
enum Image {
    KAFKA("kafka", "apache/kafka:4.2.0"),
    POSTGRES("postgres", "postgres:17"),
    ELASTICSEARCH("elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch:8.19.21"),
    // the others are ours wherever they run
    SFTP("sftp", null),
    DEPARTMENTS("departments", null),
    PIPELINES("pipelines", null),
    JOBS("jobs", null);

    private static final boolean OFFICIAL = Boolean.parseBoolean(System.getenv("TAXBRAIN_OFFICIAL_IMAGES"));
    private static final Path SCRIPT =
            Path.of("..", "images", "build.sh").toAbsolutePath().normalize();
    private static final Map<Image, String> BUILT = new ConcurrentHashMap<>();

    private final String local;
    private final String official;

    Image(String local, String official) {
        this.local = local;
        this.official = official;
    }

    /** Whether it comes from a registry; a local one must never be looked for there. */
    boolean isOfficial() {
        return OFFICIAL && official != null;
    }

    /** The image's name and tag; builds it if need be. */
    DockerImageName reference() {
        if (isOfficial()) {
            return DockerImageName.parse(official);
        }
        DockerImageName built = DockerImageName.parse(BUILT.computeIfAbsent(this, Image::build));
        return official == null
                ? built
                : built.asCompatibleSubstituteFor(
                        DockerImageName.parse(official).getUnversionedPart());
    }

    private String build() {
        try {
            Process script = new ProcessBuilder(SCRIPT.toString(), local)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (script.waitFor() != 0) {
                throw new IllegalStateException("the image " + local + " was not built, see above; try " + SCRIPT);
            }
            return printed;
        } catch (IOException e) {
            throw new IllegalStateException("can't run " + SCRIPT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + local + " was built", e);
        }
    }
}
