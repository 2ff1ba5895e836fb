package org.taxbrain.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class SetupExceptionTest {
    private static final URI URL = URI.create("https://index:9200");

    @Test
    void shouldTellWhatIsWrongWithACertificate() {
        assertThat(message(new SSLHandshakeException("no path"), new CertificateException("no path")))
                .contains("is not signed by one of ca.pem", "taxbrain.elasticsearch.ca-file");
        assertThat(message(new SSLHandshakeException("no path"), new CertificateExpiredException("yesterday")))
                .contains("not valid today", "a new one");
        assertThat(message(new SSLPeerUnverifiedException("other name"), null))
                .contains("not for the name index", "subjectAltName");
        assertThat(message(new SSLException("Unsupported or unrecognized SSL message"), null))
                .contains("does not speak TLS", "http://");
    }

    @Test
    void shouldTakeACutHandshakeForTheOutageThatItIs() {
        SSLHandshakeException cut = new SSLHandshakeException("Remote host terminated the handshake");
        cut.initCause(new EOFException("SSL peer shut down incorrectly"));
        IOException failure = new IOException("lost", cut);
        assertThat(SetupException.of(failure, URL, "one of ca.pem")).isSameAs(failure);
        ConnectException refused = new ConnectException("Connection refused");
        assertThat(SetupException.of(refused, URL, "one of ca.pem")).isSameAs(refused);
    }

    /** As the client gives it: with layers of its own around. */
    private static String message(SSLException tls, Exception cause) {
        if (cause != null) {
            tls.initCause(cause);
        }
        IOException told = SetupException.of(new IOException(tls.getMessage(), tls), URL, "one of ca.pem");
        assertThat(told).isInstanceOf(SetupException.class);
        return told.getMessage();
    }
}
