package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The settings of a process. A property {@code taxbrain.a.b-c} is looked for as the program argument
 * {@code --taxbrain.a.b-c=…}, then as a system property, then in the environment as {@code TAXBRAIN_A_B_C}, then in the
 * file that {@code taxbrain.config} names, then in the interface's defaults.
 */
public final class Configuration {
    private static final String FILE = "taxbrain.config";
    private final Map<String, String> arguments;
    private final Map<String, String> file;

    private Configuration(Map<String, String> arguments, Map<String, String> file) {
        this.arguments = arguments;
        this.file = file;
    }

    /**
     * Reads the settings.
     *
     * @param args program arguments, each {@code --property=value}
     * @throws ConfigurationException if an argument has another form or the file can't be read
     */
    public static Configuration of(String... args) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--taxbrain.") || equals < 0) {
                throw new ConfigurationException(
                        "argument \"" + arg + "\" is not of the form --taxbrain.property=value");
            }
            arguments.put(arg.substring(2, equals), arg.substring(equals + 1));
        }
        String file = arguments.getOrDefault(FILE, System.getProperty(FILE, System.getenv("TAXBRAIN_CONFIG")));
        return new Configuration(arguments, file == null ? Map.of() : readFile(Path.of(file)));
    }

    private static Map<String, String> readFile(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new ConfigurationException("the configuration file " + file + " can't be read: " + e.getMessage(), e);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(n -> map.put(n, properties.getProperty(n)));
        return map;
    }

    /**
     * The settings of one concern.
     *
     * @param type interface with {@link ConfigMapping}
     * @throws ConfigurationException if a value is missing or wrong; says which and how to set it
     */
    public <T> T get(Class<T> type) {
        return get(type, type.getAnnotation(ConfigMapping.class).prefix());
    }

    /** How to reach one system of a department, {@code taxbrain.systems.<name>.*}. */
    public SystemConfig system(String name) {
        return get(SystemConfig.class, "taxbrain.systems." + name);
    }

    /** What is agreed with a system that pushes, {@code taxbrain.systems.<name>.*}. */
    public PushingSystemConfig pushingSystem(String name) {
        return get(PushingSystemConfig.class, "taxbrain.systems." + name);
    }

    private <T> T get(Class<T> type, String prefix) {
        try {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .withSources(
                            new PropertiesConfigSource(arguments, "arguments", 500),
                            new SysPropConfigSource(),
                            new EnvConfigSource(System.getenv(), 300),
                            new PropertiesConfigSource(file, "file", 200))
                    .addDefaultInterceptors()
                    .withMapping(type, prefix)
                    .withValidateUnknown(false)
                    .build();
            return config.getConfigMapping(type, prefix);
        } catch (ConfigValidationException e) {
            StringBuilder message = new StringBuilder("the configuration is not usable:");
            for (int i = 0; i < e.getProblemCount(); i++) {
                message.append(System.lineSeparator())
                        .append("  ")
                        .append(e.getProblem(i).getMessage());
            }
            message.append(System.lineSeparator())
                    .append("  set a property as program argument --")
                    .append(prefix)
                    .append(".…=value, in the environment as ")
                    .append(environmentName(prefix))
                    .append("_…, or in the file that TAXBRAIN_CONFIG names; docs/contracts.md lists them all");
            throw new ConfigurationException(message.toString(), e);
        }
    }

    private static String environmentName(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
