package org.taxbrain.departments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the departments' servers need to know, read from {@code TAXBRAIN_DEPARTMENTS_*}.
 *
 * @param dataDir host key, files of the departments, {@code departments.json}
 * @param bind address that both servers listen on
 * @param sftpPort 0: any free port
 * @param httpPort 0: any free port
 * @param logins one a department and folder
 * @param resources what the departments' interfaces give
 * @param databaseUrl JDBC URL of the database behind them
 * @param databaseUser role that reads it
 * @param databasePassword its password
 * @param apiKeys by department: what the callers of its interface must show in {@code X-API-Key}
 * @param adminKey what a tester must show in {@code X-Admin-Key} to change page size and faults; null: nobody may
 * @param behaviour page size and faults at the start
 */
public record DepartmentsSettings(
        Path dataDir,
        String bind,
        int sftpPort,
        int httpPort,
        List<Login> logins,
        List<Resource> resources,
        String databaseUrl,
        String databaseUser,
        String databasePassword,
        Map<String, String> apiKeys,
        String adminKey,
        InterfaceBehaviour behaviour) {

    /** Departments that deliver files, and the folder that each delivers to. */
    static final String DEFAULT_LOGINS =
            "healthcare-security/medical-settlement,public-security/resident,public-security/family-relation,bank/bank-statement,bank/housing-loan,bank/bank-account,treasury/treasury-receipt,provident-fund/provident-loan,court-files/judicial-auction,utilities/utility-usage";

    /** Departments that others ask by an interface, and what stands behind each path. */
    static final String DEFAULT_INTERFACES =
            "court:/api/enforcement-cases=enforcement_case,court:/api/case-funds=case_funds,court:/api/dishonest-debtors=dishonest_debtor,"
                    + "housing:/api/sale-contracts=sale_contract,housing:/api/home-counts=home_count,"
                    + "market-regulation:/api/business-licences=business_licence,market-regulation:/api/shareholders=shareholder,"
                    + "regional-bureaus:/api/foreign-credit-ratings=foreign_credit_rating";

    private static final String PREFIX = "TAXBRAIN_DEPARTMENTS_";

    /**
     * A department's login.
     *
     * @param user name of the login; its home is {@code <dataDir>/sftp/<user>}
     * @param password its password
     * @param folder folder that is made in its home
     */
    public record Login(String user, String password, String folder) {
        @Override
        public String toString() {
            return user + "/" + folder;
        }
    }

    public DepartmentsSettings {
        logins = List.copyOf(logins);
        resources = List.copyOf(resources);
        apiKeys = Map.copyOf(apiKeys);
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "DepartmentsSettings[" + dataDir + ", " + bind + ", sftp " + sftpPort + ", http " + httpPort + ", "
                + logins + ", " + resources + ", " + databaseUrl + "]";
    }

    /**
     * Reads the settings.
     *
     * @param env the environment
     * @throws SettingsException if something is missing or can't be read
     */
    public static DepartmentsSettings read(Map<String, String> env) {
        List<Login> logins = new ArrayList<>();
        for (String entry : optional(env, "SFTP_USERS", DEFAULT_LOGINS).split(",")) {
            String[] parts = entry.trim().split("/", 2);
            if (parts.length < 2
                    || !parts[0].matches("[a-z][a-z0-9-]{0,40}")
                    || !parts[1].matches("[a-z][a-z0-9-]{0,40}")) {
                throw new SettingsException(PREFIX + "SFTP_USERS: \"" + entry
                        + "\" is not <login>/<folder> of small letters, digits and hyphens, such as "
                        + DEFAULT_LOGINS);
            }
            String name = "SFTP_" + variable(parts[0]) + "_PASSWORD";
            logins.add(new Login(parts[0], secret(env, name), parts[1]));
        }
        List<Resource> resources = new ArrayList<>();
        Map<String, String> apiKeys = new HashMap<>();
        for (String entry : optional(env, "INTERFACES", DEFAULT_INTERFACES).split(",")) {
            Resource resource = Resource.parse(entry);
            resources.add(resource);
            apiKeys.computeIfAbsent(resource.department(), d -> secret(env, variable(d) + "_API_KEY"));
        }
        InterfaceBehaviour behaviour = InterfaceBehaviour.NORMAL
                .withPageSizeCap(number(env, "INTERFACES_PAGE_SIZE", InterfaceBehaviour.NORMAL.pageSizeCap()))
                .withFaults(rate(env, "INTERFACES_FAULT_RATE"), optional(env, "INTERFACES_FAULT_STATUSES", "429,503"));
        boolean admin = has(env, "ADMIN_KEY") || has(env, "ADMIN_KEY_FILE");
        return new DepartmentsSettings(
                Path.of(required(env, "DATA_DIR")),
                optional(env, "BIND", "127.0.0.1"),
                number(env, "SFTP_PORT", 0),
                number(env, "HTTP_PORT", 0),
                logins,
                resources,
                required(env, "INTERFACES_URL"),
                required(env, "INTERFACES_USER"),
                secret(env, "INTERFACES_PASSWORD"),
                apiKeys,
                admin ? secret(env, "ADMIN_KEY") : null,
                behaviour);
    }

    /** A department's id as a part of the names of variables. */
    private static String variable(String department) {
        return department.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static boolean has(Map<String, String> env, String name) {
        String value = env.get(PREFIX + name);
        return value != null && !value.isBlank();
    }

    private static String optional(Map<String, String> env, String name, String otherwise) {
        return has(env, name) ? env.get(PREFIX + name).trim() : otherwise;
    }

    private static String required(Map<String, String> env, String name) {
        if (!has(env, name)) {
            throw new SettingsException("Set the environment variable " + PREFIX + name + ".");
        }
        return env.get(PREFIX + name).trim();
    }

    private static String secret(Map<String, String> env, String name) {
        if (has(env, name)) {
            return env.get(PREFIX + name);
        }
        if (!has(env, name + "_FILE")) {
            throw new SettingsException("Set the environment variable " + PREFIX + name + ", or " + PREFIX + name
                    + "_FILE with the path of a file that holds it.");
        }
        Path file = Path.of(env.get(PREFIX + name + "_FILE").trim());
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SettingsException(
                    PREFIX + name + "_FILE: can't read " + file + "; check the path and its permissions", e);
        }
    }

    private static int number(Map<String, String> env, String name, int otherwise) {
        String text = optional(env, name, Integer.toString(otherwise));
        try {
            int n = Integer.parseInt(text);
            if (n >= 0) {
                return n;
            }
        } catch (NumberFormatException e) {
            throw new SettingsException(PREFIX + name + ": \"" + text + "\" is not a whole number", e);
        }
        throw new SettingsException(PREFIX + name + ": " + text + " is negative, give 0 or more");
    }

    private static double rate(Map<String, String> env, String name) {
        String text = optional(env, name, "0");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new SettingsException(PREFIX + name + ": \"" + text + "\" is not a rate between 0 and 1", e);
        }
    }
}
