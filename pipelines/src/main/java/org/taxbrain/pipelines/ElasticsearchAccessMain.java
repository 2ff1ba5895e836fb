package org.taxbrain.pipelines;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.AccessConfig;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.AccessException;
import org.taxbrain.connectors.elasticsearch.AccessKeys;
import org.taxbrain.connectors.elasticsearch.AccessRole;

/**
 * Makes Elasticsearch's roles and each component's API key, and ends: once before the first start, after each upgrade, and
 * to rotate keys. Arguments: {@code --taxbrain.access.…=value} and {@code --taxbrain.elasticsearch.…=value}; docs/operate.md
 * (Securing Elasticsearch) shows how. Exit status 2: the configuration is wrong; 1: Elasticsearch refused or was not there.
 */
public final class ElasticsearchAccessMain {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchAccessMain.class);
    private static final String ALL = "all";

    private ElasticsearchAccessMain() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(Configuration.of(args)));
    }

    /** Does it, and returns the exit status. */
    public static int run(Configuration configuration) throws InterruptedException {
        try {
            AccessConfig access = configuration.get(AccessConfig.class);
            Set<AccessRole> renewed = renewed(access);
            try (AccessKeys keys = new AccessKeys(configuration.get(ElasticsearchConfig.class), access)) {
                keys.ensure(renewed);
            }
            return 0;
        } catch (ConfigurationException e) {
            LOG.error("no key was made: {}", e.getMessage());
            return 2;
        } catch (AccessException | IOException e) {
            LOG.error("not every key could be made: {}", e.getMessage());
            return 1;
        }
    }

    private static Set<AccessRole> renewed(AccessConfig access) {
        Set<AccessRole> renewed = EnumSet.noneOf(AccessRole.class);
        for (String label : access.rotate().orElse(List.of())) {
            try {
                renewed.addAll(label.equals(ALL) ? EnumSet.allOf(AccessRole.class) : Set.of(AccessRole.of(label)));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("taxbrain.access.rotate: " + e.getMessage() + ", or " + ALL, e);
            }
        }
        return renewed;
    }
}
