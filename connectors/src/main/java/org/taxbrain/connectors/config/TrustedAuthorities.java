package org.taxbrain.connectors.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a client believes that a server is who it says: the authorities of one file, and nobody else. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /**
     * TLS that takes certificates of these authorities alone.
     *
     * @param property names the file, for messages
     * @param file certificates of authorities, PEM, one after the other
     * @throws ConfigurationException if the file can't be read or holds no certificate
     */
    static SSLContext tls(String property, Path file) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(property, file)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (IOException e) {
            throw new ConfigurationException(property + ": " + file + " can't be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static Collection<? extends Certificate> certificates(String property, Path file)
            throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(file)) {
            certificates = factory.generateCertificates(in);
        } catch (CertificateException e) {
            throw none(property, file, e);
        }
        if (certificates.isEmpty()) {
            throw none(property, file, null);
        }
        return certificates;
    }

    private static ConfigurationException none(String property, Path file, CertificateException cause) {
        return new ConfigurationException(
                property + ": " + file + " holds no certificate that can be read; give the certificate of the authority"
                        + " that signed the server's, as PEM: it begins with -----BEGIN CERTIFICATE-----",
                cause);
    }
}
