package org.taxbrain.local.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.local.Component;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackException;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.process.Launch;
import org.taxbrain.local.process.Probe;
import org.taxbrain.local.servers.PostgresServer.Role;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Descriptor;

/**
 * The repository's own applications, and what they and the jobs are told about this stack: properties by the names of
 * docs/contracts.md, given to processes as environment variables.
 */
public final class Applications {

    private static final String DEPARTMENTS = "deploy/departments";
    private static final String DEPARTMENTS_MAIN = "org.taxbrain.departments.DepartmentsMain";
    private static final String PIPELINES = "pipelines";

    /** The city's data-sharing platform 政务数据共享交换平台, over which any department may hand over files. */
    private static final String EXCHANGE = "exchange";

    /** Tables that departments share on it. */
    private static final String EXCHANGE_TABLES = "exchange-tables";

    /** Sends grid workers' visits by itself. */
    private static final String STREET_GOVERNANCE = "street-governance";

    private static final String PUSH_SECRET = STREET_GOVERNANCE + ".push-secret";
    private static final String PARTITIONS = "2";
    private static final String FILE_ROWS_PER_SECOND = "1500";
    private static final String PIPELINES_MAIN = "org.taxbrain.pipelines.PipelinesMain";
    private final StackLayout layout;
    private final Ports ports;
    private final Secrets secrets;
    private final PostgresServer postgres;
    private final List<Path> catalogueFolders;
    /** Departments that encrypt or sign what they hand over. */
    private final Set<String> sealing;
    /** Departments that hand over files, and the folders of each. */
    private final Map<String, Set<String>> sftpFolders;
    /** Departments that are asked by an interface. */
    private final Set<String> interfaces;

    public Applications(StackLayout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
        this.secrets = new Secrets(layout.secrets());
        this.postgres = new PostgresServer(layout, ports);
        this.catalogueFolders = catalogueFolders(layout);
        Catalogue catalogue = catalogue();
        this.sftpFolders = sftpFolders(catalogue);
        this.interfaces = interfaces(catalogue);
        this.sealing = files(catalogue)
                .filter(f -> f.encryption() != null || f.signature() != null)
                .map(Descriptor.Files::system)
                .collect(Collectors.toSet());
    }

    private static List<Path> catalogueFolders(StackLayout layout) {
        List<Path> folders = new ArrayList<>();
        try {
            folders.add(Files.createDirectories(layout.declarations()));
            if (Files.exists(layout.catalogueFile())) {
                Files.readAllLines(layout.catalogueFile()).stream()
                        .map(Path::of)
                        .forEach(folders::add);
            }
            return folders;
        } catch (IOException e) {
            throw new StackException(
                    "the folders of declarations, " + layout.declarations() + " and those in " + layout.catalogueFile()
                            + ", can't be read: " + e.getMessage(),
                    e);
        }
    }

    private static Map<String, Set<String>> sftpFolders(Catalogue catalogue) {
        Map<String, Set<String>> folders = new TreeMap<>();
        // what is declared while the stack runs comes by the platform: nobody needs a new login for it
        folders.put(EXCHANGE, new TreeSet<>(Set.of("inbox")));
        files(catalogue).forEach(f -> folders.computeIfAbsent(f.system(), s -> new TreeSet<>())
                .add(f.directory()));
        return folders;
    }

    private static Set<String> interfaces(Catalogue catalogue) {
        return catalogue.datasets().stream()
                .map(d -> d.descriptor().source().http())
                .filter(Objects::nonNull)
                .map(Descriptor.Http::system)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Descriptor.Files> files(Catalogue catalogue) {
        return catalogue.datasets().stream()
                .map(d -> d.descriptor().source().files())
                .filter(Objects::nonNull);
    }

    /** The datasets that this stack takes: the product's, those added to it, and those of the folders that it was started with. */
    public Catalogue catalogue() {
        return Catalogue.load(catalogueFolders);
    }

    /** Whether the component's module has been built; the servers' always must be. */
    public static boolean isBuilt(StackLayout layout, Component component) {
        return switch (component) {
            case DEPARTMENTS -> ClassPaths.isBuilt(layout.home(), DEPARTMENTS, DEPARTMENTS_MAIN);
            case PIPELINES -> ClassPaths.isBuilt(layout.home(), PIPELINES, PIPELINES_MAIN);
            default -> true;
        };
    }

    /** What a job is told: where the servers are, the pepper of the document ids, and the keys of the quarantine. */
    public Map<String, String> jobProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("taxbrain.kafka.bootstrap-servers", ports.address(Port.KAFKA));
        properties.put("taxbrain.elasticsearch.url", "http://" + ports.address(Port.ELASTICSEARCH));
        properties.put("taxbrain.index.pepper-file", secrets.file("pepper").toString());
        properties.put("taxbrain.quarantine.key-file", secrets.quarantineKeys().toString());
        return properties;
    }

    /** The same as program arguments: a job's main runs in the JobManager, whose environment is not its own. */
    public List<String> jobArguments() {
        return jobProperties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
    }

    /** The pipelines application's configuration, for commands that read what it reads. */
    public Configuration pipelinesConfiguration() {
        return configuration(pipelinesProperties());
    }

    /** How Kafka is reached. */
    public KafkaConnection kafka() {
        return KafkaConnection.of(configuration(jobProperties()).get(KafkaConfig.class));
    }

    private static Configuration configuration(Map<String, String> properties) {
        return Configuration.of(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }

    /** What the pipelines application is told: the same, and how to reach each department's system. */
    public Map<String, String> pipelinesProperties() {
        Map<String, String> properties = new LinkedHashMap<>(jobProperties());
        properties.put(
                "taxbrain.data-dir",
                layout.folder(Component.PIPELINES).resolve("data").toString());
        properties.put("taxbrain.pipelines.status-port", Integer.toString(ports.get(Port.PIPELINES_HTTP)));
        // each transaction writes to each partition, twice a second
        properties.put("taxbrain.kafka.partitions", PARTITIONS);
        // everything shares one machine: a file must not take it from the changes
        properties.put("taxbrain.pipelines.file-rows-per-second", FILE_ROWS_PER_SECOND);
        system(properties, "property-register", postgres.jdbcUrl(Database.PROPERTY_REGISTER), Role.CDC.roleName());
        system(properties, "tax-core", postgres.jdbcUrl(Database.TAX_CORE), Role.CDC.roleName());
        for (String system : List.of("property-register", "tax-core")) {
            properties.put(
                    "taxbrain.systems." + system + ".password-file",
                    postgres.passwordFile(Role.CDC).toString());
        }
        system(properties, EXCHANGE_TABLES, postgres.jdbcUrl(Database.EXCHANGE_TABLES), Role.TABLE_READER.roleName());
        properties.put(
                "taxbrain.systems." + EXCHANGE_TABLES + ".password-file",
                postgres.passwordFile(Role.TABLE_READER).toString());
        String push = "taxbrain.systems." + STREET_GOVERNANCE;
        properties.put("taxbrain.push.port", Integer.toString(ports.get(Port.PIPELINES_PUSH)));
        // it is not called, it calls: its address is for people
        properties.put(push + ".url", "http://" + ports.address(Port.DEPARTMENTS_HTTP));
        properties.put(push + ".push-secret-file", secrets.file(PUSH_SECRET).toString());
        String fingerprint = hostKey().fingerprint();
        for (String system : sftpFolders.keySet()) {
            system(properties, system, "sftp://" + ports.address(Port.DEPARTMENTS_SFTP), system);
            properties.put("taxbrain.systems." + system + ".password-file", loginFile(system));
            properties.put("taxbrain.systems." + system + ".host-key", fingerprint);
            sealKeys(system).ifPresent(keys -> {
                properties.put(
                        "taxbrain.systems." + system + ".sm4-key-file",
                        keys.sm4KeyFile().toString());
                properties.put(
                        "taxbrain.systems." + system + ".sm2-public-key-file",
                        keys.sm2PublicKeyFile().toString());
            });
        }
        properties.put(
                "taxbrain.catalogue",
                catalogueFolders.stream().map(Path::toString).collect(Collectors.joining(",")));
        for (String system : interfaces) {
            properties.put("taxbrain.systems." + system + ".url", "http://" + ports.address(Port.DEPARTMENTS_HTTP));
            properties.put("taxbrain.systems." + system + ".api-key-file", apiKeyFile(system));
        }
        return properties;
    }

    /** The systems of departments that this stack can reach. */
    public Set<String> systems() {
        Set<String> systems = new TreeSet<>(sftpFolders.keySet());
        systems.addAll(interfaces);
        systems.addAll(List.of("property-register", "tax-core", EXCHANGE_TABLES, STREET_GOVERNANCE));
        return systems;
    }

    /** What the process that plays the departments is told: its ports, its logins and keys, the database behind its interfaces. */
    public Map<String, String> departmentsProperties() {
        String prefix = "taxbrain.departments.";
        hostKey();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(prefix + "data-dir", departmentsData().toString());
        properties.put(prefix + "bind", "127.0.0.1");
        properties.put(prefix + "sftp-port", Integer.toString(ports.get(Port.DEPARTMENTS_SFTP)));
        properties.put(
                prefix + "sftp-users",
                sftpFolders.entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(folder -> e.getKey() + "/" + folder))
                        .collect(Collectors.joining(",")));
        properties.put(prefix + "http-port", Integer.toString(ports.get(Port.DEPARTMENTS_HTTP)));
        for (String system : sftpFolders.keySet()) {
            properties.put(prefix + "sftp-" + system + "-password-file", loginFile(system));
        }
        properties.put(prefix + "interfaces-url", postgres.jdbcUrl(Database.COURT));
        properties.put(prefix + "interfaces-user", Role.COURT_API.roleName());
        properties.put(
                prefix + "interfaces-password-file",
                postgres.passwordFile(Role.COURT_API).toString());
        for (String system : interfaces) {
            properties.put(prefix + system + "-api-key-file", apiKeyFile(system));
        }
        properties.put(
                prefix + "admin-key-file", secrets.file("departments.admin-key").toString());
        return properties;
    }

    /** The departments' own data: {@code sftp/<login>/<folder>} is what they hand over. */
    public Path departmentsData() {
        return layout.folder(Component.DEPARTMENTS).resolve("data");
    }

    /** How the departments' side is started. */
    public Launch departments() {
        return new JavaLaunch(layout, Component.DEPARTMENTS, DEPARTMENTS)
                .heapMiB(192)
                .run(
                        DEPARTMENTS_MAIN,
                        List.of(),
                        environment(departmentsProperties()),
                        Launch.Preparation.NONE,
                        listening(Port.DEPARTMENTS_SFTP, Port.DEPARTMENTS_HTTP));
    }

    /** How the pipelines application is started. */
    public Launch pipelines() {
        return new JavaLaunch(layout, Component.PIPELINES, PIPELINES)
                .heapMiB(512)
                .run(
                        PIPELINES_MAIN,
                        List.of(),
                        environment(pipelinesProperties()),
                        Launch.Preparation.NONE,
                        new HttpProbe(
                                URI.create("http://" + ports.address(Port.PIPELINES_HTTP) + "/status"),
                                (answer, started) -> answer.path("ready").asBoolean()
                                        ? Optional.empty()
                                        : Optional.of("its feeds are not started")));
    }

    /** {@code taxbrain.a.b-c} as {@code TAXBRAIN_A_B_C}. */
    static Map<String, String> environment(Map<String, String> properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        properties.forEach(
                (name, value) -> environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        return environment;
    }

    /** Passwords of the departments' logins on the SFTP server, by department. */
    public Map<String, String> sftpPasswords() {
        Map<String, String> passwords = new LinkedHashMap<>();
        sftpFolders.keySet().forEach(system -> passwords.put(system, secrets.read(system + ".password")));
        return passwords;
    }

    /** What grid workers' visits are signed with. */
    public String pushSecret() {
        return secrets.read(PUSH_SECRET);
    }

    /** The keys with which a department seals its files; empty: it hands them over in clear. */
    public Optional<SealKeys> sealKeys(String system) {
        return sealing.contains(system) ? Optional.of(SealKeys.of(layout.secrets(), system)) : Optional.empty();
    }

    /** Fingerprint of the SFTP server's host key, {@code SHA256:…}. */
    public String sftpFingerprint() {
        return hostKey().fingerprint();
    }

    /** The pepper of the document ids, as the jobs read it. */
    public byte[] pepper() {
        try {
            return Files.readAllBytes(secrets.file("pepper"));
        } catch (IOException e) {
            throw new StackException("The secret pepper can't be read: " + e.getMessage(), e);
        }
    }

    private HostKey hostKey() {
        // where the departments look for it; made here so that its fingerprint is known before they first run
        return HostKey.of(departmentsData().resolve("host_key"));
    }

    private String loginFile(String system) {
        return secrets.file(system + ".password").toString();
    }

    private String apiKeyFile(String system) {
        return secrets.file(system + ".api-key").toString();
    }

    private static void system(Map<String, String> properties, String system, String url, String user) {
        properties.put("taxbrain.systems." + system + ".url", url);
        properties.put("taxbrain.systems." + system + ".user", user);
    }

    private Probe listening(Port... awaited) {
        return started -> {
            for (Port port : awaited) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress("127.0.0.1", ports.get(port)), 1000);
                } catch (IOException e) {
                    return Optional.of("nothing listens on " + ports.address(port) + " (" + port + ")");
                }
            }
            return Optional.empty();
        };
    }
}
