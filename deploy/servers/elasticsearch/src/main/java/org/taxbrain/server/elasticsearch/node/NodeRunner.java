package org.taxbrain.server.elasticsearch.node;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.KeyStoreWrapper;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** Starts a node over an assembled home folder; runs inside the class loader of that home's {@code lib}. */
public final class NodeRunner {

    private NodeRunner() {}

    /**
     * Returns when the node has stopped.
     *
     * @param secrets settings that Elasticsearch takes from its key store alone; it is made here, and never leaves the memory
     */
    public static void run(Properties properties, Properties secrets) throws Exception {
        Settings.Builder builder = Settings.builder();
        properties.stringPropertyNames().forEach(name -> builder.put(name, properties.getProperty(name)));
        KeyStoreWrapper keyStore = KeyStoreWrapper.create();
        secrets.stringPropertyNames()
                .forEach(name ->
                        keyStore.setString(name, secrets.getProperty(name).toCharArray()));
        builder.setSecureSettings(keyStore);
        Settings settings = builder.build();

        LogConfigurator.configureESLogging();
        LogConfigurator.setNodeName(settings.get("node.name"));
        LogConfigurator.setClusterName(settings.get("cluster.name"));

        Environment environment =
                new Environment(settings, Path.of(settings.get("path.home")).resolve("config"));
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(environment.modulesDir()),
                PluginsLoader.loadPluginsBundles(environment.pluginsDir()),
                Map.of(),
                false);
        Node node = new Node(environment, plugins);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, stopped), "elasticsearch-shutdown"));
        node.start();
        stopped.await();
    }

    private static void stop(Node node, CountDownLatch stopped) {
        try {
            node.prepareForClose();
            node.close();
            if (!node.awaitClose(20, TimeUnit.SECONDS)) {
                System.err.println("Elasticsearch still had work after 20 s and was ended; its translog is replayed at"
                        + " the next start");
            }
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            stopped.countDown();
        }
    }
}
