package org.taxbrain.server.elasticsearch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One Elasticsearch node, made of single jars instead of the distribution; on 127.0.0.1 and open to everybody there unless
 * told otherwise.
 *
 * <p>{@code ElasticsearchServerMain --data DIR --http-port P --transport-port P [--bind ADDRESS] [--certificate FILE --key
 * FILE --password-file FILE] [--set key=value]...} assembles a home
 * folder from its own class path at every start (so that an upgraded build never runs on yesterday's jars), then runs the
 * node in a class loader that sees that home's {@code lib} alone: Elasticsearch refuses a module whose classes are on
 * the class path as well, and its netty must not meet another one.
 */
public final class ElasticsearchServerMain {

    private static final String NODE_RUNNER = "org.taxbrain.server.elasticsearch.node.NodeRunner";

    private ElasticsearchServerMain() {}

    /** Runs the node until it is stopped. */
    public static void main(String[] args) throws Exception {
        ElasticsearchServerOptions options;
        Properties secrets;
        try {
            options = ElasticsearchServerOptions.parse(args);
            secrets = options.secrets();
        } catch (IllegalArgumentException e) {
            System.err.println("Elasticsearch was not started: " + e.getMessage());
            System.exit(2);
            return;
        }
        HomeFolder home = HomeFolder.assemble(
                options.data().resolve("home"),
                HomeFolder.entriesOf(System.getProperty("java.class.path")),
                options.modules());
        // read by Elasticsearch's check for duplicate classes
        System.setProperty("java.class.path", home.libClassPath());
        System.setProperty(
                "log4j.configurationFile", home.loggingConfiguration().toUri().toString());
        runIsolated(home, options.settings(home.path()), secrets);
    }

    private static void runIsolated(HomeFolder home, Properties settings, Properties secrets) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (var jar : home.libJars()) {
            urls.add(jar.toUri().toURL());
        }
        // never closed: it lives as long as the process
        @SuppressWarnings("resource")
        URLClassLoader loader =
                new URLClassLoader("elasticsearch", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Method run = loader.loadClass(NODE_RUNNER).getMethod("run", Properties.class, Properties.class);
        try {
            run.invoke(null, settings, secrets);
        } catch (InvocationTargetException e) {
            System.err.println("Elasticsearch was not started, see the reason below; its data is in "
                    + settings.getProperty("path.data"));
            e.getCause().printStackTrace();
            // its threads are no daemons: without this a half-started node would stay, and look alive
            System.exit(1);
        }
    }
}
