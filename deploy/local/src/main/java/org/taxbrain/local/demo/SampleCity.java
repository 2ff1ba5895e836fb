package org.taxbrain.local.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.city.Seal;
import org.taxbrain.city.Sources;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.Port;
import org.taxbrain.local.servers.Database;
import org.taxbrain.local.servers.PostgresServer.Role;
import org.taxbrain.oracle.OracleConfig;

/** Where the sample city and the oracle find the departments' systems of a local stack. */
public final class SampleCity {
    private static final int SAMPLES = 20;
    private final LocalStack stack;

    public SampleCity(LocalStack stack) {
        this.stack = stack;
    }

    /** The departments' systems, in the departments' own roles. */
    public Sources sources() {
        Map<String, Sources.Login> logins = new TreeMap<>();
        stack.applications()
                .sftpPasswords()
                .forEach((d, password) -> logins.put(d, new Sources.Login(d, password, seal(d))));
        return new Sources(
                database(Database.PROPERTY_REGISTER),
                database(Database.TAX_CORE),
                database(Database.COURT),
                database(Database.EXCHANGE_TABLES),
                new Sources.Sftp(
                        "127.0.0.1",
                        stack.ports().get(Port.DEPARTMENTS_SFTP),
                        stack.applications().sftpFingerprint(),
                        logins),
                new Sources.Push(
                        URI.create("http://" + stack.ports().address(Port.PIPELINES_PUSH)),
                        stack.applications().pushSecret()),
                folder("sent"),
                folder("truth"));
    }

    /** What the oracle reads: the same systems, what was sent, the truth, and the index. */
    public OracleConfig oracle() {
        String password = stack.postgres().password(Role.POSTGRES);
        return new OracleConfig(
                new org.taxbrain.oracle.Database(
                        stack.postgres().jdbcUrl(Database.COURT).replaceFirst("/court$", "/oracle"),
                        Role.POSTGRES.roleName(),
                        password),
                read(Database.PROPERTY_REGISTER, password),
                read(Database.TAX_CORE, password),
                read(Database.COURT, password),
                read(Database.EXCHANGE_TABLES, password),
                folder("sent"),
                folder("truth"),
                stack.elasticsearchUrl(),
                null,
                stack.applications().pepper(),
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                SAMPLES);
    }

    private Seal seal(String department) {
        return stack.applications()
                .sealKeys(department)
                .map(keys -> Seal.of(keys.sm4Key(), keys.sm2PrivateKey()))
                .orElse(null);
    }

    private Path folder(String name) {
        return stack.layout().data().resolve("city").resolve(name);
    }

    private Sources.Database database(Database database) {
        return new Sources.Database(
                stack.postgres().jdbcUrl(database),
                Role.DEPARTMENT.roleName(),
                stack.postgres().password(Role.DEPARTMENT));
    }

    private org.taxbrain.oracle.Database read(Database database, String password) {
        return new org.taxbrain.oracle.Database(stack.postgres().jdbcUrl(database), Role.POSTGRES.roleName(), password);
    }
}
