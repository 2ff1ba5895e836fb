package org.taxbrain.containers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Tests that need containers: skipped where no Docker answers, with a word on how to get it. {@code .ci/run} fails if one was skipped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithDocker.Condition.class)
@interface WithDocker {

    /** Asks Docker once a JVM. */
    final class Condition implements ExecutionCondition {
        private static final String HOW_TO_GET_IT = """
                no Docker answers, so the container tests are skipped. On Debian, as root:
                  apt-get install docker.io iptables debootstrap && (dockerd --ip 127.0.0.1 &)
                or .ci/run, which does so by itself. Elsewhere any Docker will do; deploy/images/README.md tells more.""";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return ConditionEvaluationResult.enabled("Docker answers");
            }
            // a skipped test's reason stands only in the report, which nobody opens
            System.err.println(context.getDisplayName() + ": " + HOW_TO_GET_IT);
            return ConditionEvaluationResult.disabled(HOW_TO_GET_IT);
        }
    }
}
