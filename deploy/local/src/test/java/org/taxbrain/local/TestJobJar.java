package org.taxbrain.local;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.taxbrain.local.testjob.CountingJob;

/** Packs the test job's classes as a job jar. */
final class TestJobJar {

    private TestJobJar() {}

    static Path pack(Path folder) throws IOException, URISyntaxException {
        Path classes = Path.of(CountingJob.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = folder.resolve("counting-job.jar");
        String job = CountingJob.class.getPackageName().replace('.', '/');
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out);
                Stream<Path> files = Files.list(classes.resolve(job))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                zip.putNextEntry(new JarEntry(job + "/" + file.getFileName()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
