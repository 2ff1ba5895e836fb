package org.taxbrain.server.elasticsearch;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A folder of the home, with the jars of the class path that belong there. The distribution has the same folders. A jar may
 * stand in several, as a module sees the jars of {@code lib}, its own, and those of the module that it extends, and must
 * see no class twice.
 */
enum ServerModule {
    /** What everything sees. */
    LIB(
            "lib",
            null,
            "elasticsearch(-cli|-core|-entitlement|-geo|-grok|-logging|-lz4|-native|-plugin-api|-plugin-analysis-api|-simdvec"
                    + "|-tdigest|-x-content)?",
            "lucene-[a-z-]+",
            "log4j-(api|core)|log4j2-ecs-layout|ecs-logging-core|lz4-java|joni|jcodings|jopt-simple|HdrHistogram|hppc"),
    /** HTTP and the nodes' own protocol. */
    TRANSPORT(
            "modules/transport-netty4",
            "org.elasticsearch.transport.netty4.Netty4Plugin",
            "transport-netty4|netty-[a-z-]+|elasticsearch-ssl-config"),
    /** What the licensed parts share; only with security. */
    X_PACK_CORE(
            "modules/x-pack-core",
            "org.elasticsearch.xpack.core.XPackPlugin",
            "x-pack-core|x-pack-template-resources|elasticsearch-ssl-config|unboundid-ldapsdk",
            "httpclient|httpcore|httpcore-nio|httpasyncclient|commons-logging|commons-codec",
            "slf4j-api|log4j-1.2-api|log4j-slf4j2-impl"),
    /** Users, roles, API keys, and HTTP with TLS, which has a transport of its own; only with security. */
    X_PACK_SECURITY(
            "modules/x-pack-security",
            "org.elasticsearch.xpack.security.Security",
            "x-pack-security|transport-netty4|netty-[a-z-]+|es-opensaml-security-api|opensaml-[a-z-]+|xmlsec|woodstox-core|stax2-api",
            "jakarta.xml.bind-api|jakarta.mail|jakarta.activation|metrics-core|cryptacular|httpclient-cache",
            "oauth2-oidc-sdk|nimbus-jose-jwt|lang-tag|content-type|json-smart|accessors-smart|asm|joda-time|jcip-annotations",
            "guava|failureaccess|listenablefuture|checker-qual|error_prone_annotations|j2objc-annotations|jsr305");

    private final String folder;
    private final String pluginClass;
    private final Pattern jars;

    ServerModule(String folder, String pluginClass, String... jars) {
        this.folder = folder;
        this.pluginClass = pluginClass;
        this.jars = Pattern.compile(Arrays.stream(jars).collect(Collectors.joining("|", "(?:", ")-[0-9][^/]*\\.jar")));
    }

    /** The folder inside the home. */
    String folder() {
        return folder;
    }

    /** Its name in its descriptor. */
    String moduleName() {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    /** The class that Elasticsearch loads; null for {@link #LIB}. */
    String pluginClass() {
        return pluginClass;
    }

    /** The module whose classes it sees; null if none. */
    ServerModule extended() {
        return this == X_PACK_SECURITY ? X_PACK_CORE : null;
    }

    boolean holds(String jar) {
        return jars.matcher(jar).matches();
    }

    /**
     * Every module that the jar belongs to.
     *
     * @throws IllegalStateException if there is none, as after an upgrade that brought a new jar
     */
    static Set<ServerModule> of(String jar) {
        Set<ServerModule> modules =
                Arrays.stream(values()).filter(module -> module.holds(jar)).collect(Collectors.toSet());
        if (modules.isEmpty()) {
            throw new IllegalStateException("Nothing says where " + jar
                    + " belongs in Elasticsearch's home: look where the distribution of this version has it, and add it to "
                    + ServerModule.class.getSimpleName());
        }
        return modules;
    }
}
