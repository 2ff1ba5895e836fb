package org.taxbrain.local.servers;

import java.io.IOException;
import java.util.List;
import org.taxbrain.local.StackException;

/**
 * PostgreSQL refuses to run as root. Where the stack runs as root (a container, a build machine), its programs run in a
 * user namespace of their own: nobody inside, still the owner of the data folder outside, and no account is needed.
 */
final class WithoutRoot {

    private WithoutRoot() {}

    /** What stands before a command. */
    static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> prefix = List.of("unshare", "-U");
        if (!works(prefix)) {
            throw new StackException("PostgreSQL does not run as root, and this machine forbids user namespaces"
                    + " (unshare -U). Start the stack as another user, or allow them:"
                    + " sysctl kernel.unprivileged_userns_clone=1");
        }
        return prefix;
    }

    private static boolean works(List<String> prefix) {
        try {
            return new ProcessBuilder(prefix.get(0), prefix.get(1), "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while PostgreSQL was prepared", e);
        }
    }
}
