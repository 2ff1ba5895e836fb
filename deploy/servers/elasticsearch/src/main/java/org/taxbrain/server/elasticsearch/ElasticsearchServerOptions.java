package org.taxbrain.server.elasticsearch;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Where the node keeps its data, where it listens, whom it answers, and what is set otherwise than we would.
 *
 * @param bind address that HTTP listens on; nodes speak to each other on the loopback address alone
 * @param security null: HTTP without TLS, and everybody may do everything
 */
record ElasticsearchServerOptions(
        Path data,
        int httpPort,
        int transportPort,
        String bind,
        ServerSecurity security,
        Map<String, String> overrides) {

    private static final String USAGE =
            "usage: ElasticsearchServerMain --data DIR --http-port PORT --transport-port PORT [--bind ADDRESS]"
                    + " [--certificate FILE --key FILE --password-file FILE] [--set key=value]...";
    private static final String LOOPBACK = "127.0.0.1";

    static ElasticsearchServerOptions parse(String... args) {
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException("an option has no value; " + USAGE);
        }
        Path data = null;
        int httpPort = 0;
        int transportPort = 0;
        String bind = LOOPBACK;
        Path certificate = null;
        Path key = null;
        Path passwordFile = null;
        Map<String, String> overrides = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String value = args[i + 1];
            switch (args[i]) {
                case "--data" -> data = path(value);
                case "--http-port" -> httpPort = port(args[i], value);
                case "--transport-port" -> transportPort = port(args[i], value);
                case "--bind" -> bind = value;
                case "--certificate" -> certificate = path(value);
                case "--key" -> key = path(value);
                case "--password-file" -> passwordFile = path(value);
                case "--set" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException("--set wants key=value, got '" + value + "'");
                    }
                    overrides.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> throw new IllegalArgumentException("unknown option " + args[i] + "; " + USAGE);
            }
        }
        if (data == null || httpPort == 0 || transportPort == 0) {
            throw new IllegalArgumentException("--data, --http-port and --transport-port are all needed; " + USAGE);
        }
        return new ElasticsearchServerOptions(
                data, httpPort, transportPort, bind, security(certificate, key, passwordFile), overrides);
    }

    private static ServerSecurity security(Path certificate, Path key, Path passwordFile) {
        if (certificate == null && key == null && passwordFile == null) {
            return null;
        }
        if (certificate == null || key == null || passwordFile == null) {
            throw new IllegalArgumentException(
                    "security wants all of --certificate, --key and --password-file, or none for a server without; "
                            + USAGE);
        }
        return new ServerSecurity(certificate, key, passwordFile);
    }

    private static Path path(String value) {
        return Path.of(value).toAbsolutePath().normalize();
    }

    /** What the node is made of. */
    Set<ServerModule> modules() {
        return security == null
                ? EnumSet.of(ServerModule.TRANSPORT)
                : EnumSet.of(ServerModule.TRANSPORT, ServerModule.X_PACK_CORE, ServerModule.X_PACK_SECURITY);
    }

    /** Settings that Elasticsearch takes from a key store alone. */
    Properties secrets() {
        Properties secrets = new Properties();
        if (security != null) {
            secrets.put("bootstrap.password", security.password());
        }
        return secrets;
    }

    /** The node's settings over the given home folder. */
    Properties settings(Path home) {
        Properties settings = new Properties();
        settings.put("cluster.name", "taxbrain");
        settings.put("node.name", "taxbrain-1");
        settings.put("discovery.type", "single-node");
        settings.put("network.host", LOOPBACK);
        settings.put("http.host", bind);
        settings.put("http.port", Integer.toString(httpPort));
        settings.put("transport.port", Integer.toString(transportPort));
        settings.put("path.home", home.toString());
        settings.put("path.data", data.resolve("data").toString());
        settings.put("path.logs", data.resolve("logs").toString());
        // a laptop's disk is often 90 % full; Elasticsearch would make every index read-only then
        settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        // an index comes with its mapping or not at all: a write through a missing alias must fail
        settings.put("action.auto_create_index", "false");
        if (security != null) {
            settings.putAll(security.settings());
        }
        settings.putAll(overrides);
        return settings;
    }

    private static int port(String option, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " wants a port number, got '" + value + "'", e);
        }
        throw new IllegalArgumentException(option + " wants a port between 1 and 65535, got " + value);
    }
}
