package org.taxbrain.pipelines.files;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Trusts a server by the fingerprint of its host key alone, as {@code ssh-keygen -lf} prints it. */
final class HostKeyCheck implements HostKeyRepository {
    private static final String PREFIX = "SHA256:";
    private final String expected;
    private volatile String refused;

    /** @param expected {@code SHA256:…} */
    HostKeyCheck(String expected) {
        this.expected = expected.strip();
    }

    @Override
    public int check(String host, byte[] key) {
        String found = fingerprint(key);
        refused = found.equals(expected) ? null : found;
        return refused == null ? OK : CHANGED;
    }

    /** The fingerprint of the key that was refused last; null: none. */
    String refused() {
        return refused;
    }

    private static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        throw new UnsupportedOperationException("host keys are set in the configuration alone");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("host keys are set in the configuration alone");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("host keys are set in the configuration alone");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "configuration";
    }

    @Override
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return new HostKey[0];
    }
}
