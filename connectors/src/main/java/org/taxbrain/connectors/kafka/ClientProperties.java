package org.taxbrain.connectors.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.taxbrain.connectors.config.ConfigurationException;

/**
 * The file with what secures the connections to Kafka. It holds no secret itself: keys are files of their own, and a password is a
 * reference {@code ${file:FILE:NAME}} to a line {@code NAME=…} of another file, which each client follows where it runs. So what is
 * read here may travel in the graph of a job and stand in a message.
 */
final class ClientProperties {
    private static final String PROPERTY = "taxbrain.kafka.client-properties-file";
    private static final List<String> PREFIXES = List.of("security.", "ssl.", "sasl.");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{file:[^:}]+:[^:}]+}");
    private static final List<String> FILES =
            List.of(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);

    private ClientProperties() {}

    /**
     * Reads and checks it.
     *
     * @return with what the references need to be followed
     * @throws ConfigurationException if it can't be used
     */
    static Map<String, String> read(Path file) {
        Map<String, String> settings = load(file);
        settings.keySet().forEach(name -> checkName(file, name));
        settings.forEach((name, value) -> checkSecret(file, name, value));
        FILES.forEach(name -> checkReadable(file, name, settings.get(name)));
        if (settings.values().stream()
                .anyMatch(value -> REFERENCE.matcher(value).find())) {
            settings.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "file");
            settings.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".file.class", FileConfigProvider.class.getName());
        }
        checkUsable(file, settings);
        return settings;
    }

    private static Map<String, String> load(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    PROPERTY + ": " + file + " can't be read (" + e
                            + "); it is a properties file such as Kafka's tools take by" + " --command-config",
                    e);
        }
        Map<String, String> settings = new HashMap<>();
        new TreeSet<>(properties.stringPropertyNames())
                .forEach(name -> settings.put(name, properties.getProperty(name).strip()));
        return settings;
    }

    private static void checkName(Path file, String name) {
        if (PREFIXES.stream().noneMatch(name::startsWith)) {
            throw new ConfigurationException(
                    PROPERTY + ": " + file + " sets " + name + "; only what secures the connection is"
                            + " taken from it, security.*, ssl.* and sasl.*: remove the line");
        }
        if (!AdminClientConfig.configNames().contains(name)) {
            throw new ConfigurationException(PROPERTY + ": " + file + " sets " + name
                    + ", which Kafka's clients don't know; mend or remove the line");
        }
    }

    private static void checkSecret(Path file, String name, String value) {
        boolean isSecret = AdminClientConfig.configDef().configKeys().get(name).type() == ConfigDef.Type.PASSWORD;
        if (isSecret && !REFERENCE.matcher(value).matches()) {
            throw new ConfigurationException(
                    PROPERTY + ": " + file + " holds the value of " + name + " itself; keep keys and"
                            + " certificates in PEM files that ssl.keystore.location and ssl.truststore.location name, and anything else"
                            + " as a line NAME=VALUE of a file that only the process may read: " + name
                            + "=${file:/that/file:NAME}");
        }
    }

    private static void checkReadable(Path file, String name, String location) {
        if (location != null && !REFERENCE.matcher(location).find() && !Files.isReadable(Path.of(location))) {
            throw new ConfigurationException(PROPERTY + ": " + file + " sets " + name + " to " + location
                    + ", which this process can't read; the file must be at this place wherever a client of Kafka runs:"
                    + " the pipelines, the JobManager and each TaskManager");
        }
    }

    private static void checkUsable(Path file, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        // any address will do: nothing is connected here
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
        try {
            AdminClientConfig config = new AdminClientConfig(all);
            SecurityProtocol protocol =
                    SecurityProtocol.forName(config.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
            if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
                try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
                    factory.configure(config.values());
                }
            }
        } catch (KafkaException | IllegalArgumentException e) {
            throw new ConfigurationException(PROPERTY + ": " + file + " can't be used: " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        StringBuilder reason = new StringBuilder(String.valueOf(e.getMessage()));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            reason.append(": ").append(cause.getMessage());
        }
        return reason.toString();
    }
}
