package org.taxbrain.connectors.elasticsearch;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Elasticsearch can't be asked anything until somebody mends an address, a certificate or a key file. */
public final class SetupException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String why;
    private final String remedy;

    SetupException(String why, String remedy, Throwable cause) {
        super(why + "; " + remedy, cause);
        this.why = why;
        this.remedy = remedy;
    }

    /** What is wrong. */
    String why() {
        return why;
    }

    /** What somebody has to do. */
    String remedy() {
        return remedy;
    }

    /**
     * Says what a failure of TLS means; whatever else failed stays as it is.
     *
     * @param authorities who is believed, for the message
     */
    static IOException of(IOException failure, URI url, String authorities) {
        SetupException setup = find(failure, SetupException.class);
        if (setup != null) {
            return setup;
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls == null || find(failure, EOFException.class) != null || find(failure, SocketException.class) != null) {
            // cut in the middle of a handshake, as by a server that stops, says nothing of certificates
            return failure;
        }
        if (find(failure, SSLPeerUnverifiedException.class) != null) {
            return new SetupException(
                    "the certificate of " + url + " is not for the name " + url.getHost(),
                    "write a name in taxbrain.elasticsearch.url that the certificate has, or make one whose"
                            + " subjectAltName has this one",
                    failure);
        }
        if (find(failure, CertificateExpiredException.class) != null
                || find(failure, CertificateNotYetValidException.class) != null) {
            return new SetupException(
                    "the certificate of " + url + " is not valid today",
                    "give the server a new one (docs/operate.md, Securing Elasticsearch), or set the clock right",
                    failure);
        }
        if (find(failure, CertificateException.class) != null) {
            return new SetupException(
                    "the certificate of " + url + " is not trusted: it is not signed by " + authorities + " ("
                            + tls.getMessage() + ")",
                    "let taxbrain.elasticsearch.ca-file name a PEM file with the certificate of the authority that signed"
                            + " it. If this is not our server, find out who answers there",
                    failure);
        }
        return new SetupException(
                url + " does not speak TLS as it should (" + tls.getMessage() + ")",
                "write http:// in taxbrain.elasticsearch.url if it serves without, or look what listens there",
                failure);
    }

    private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
        }
        return null;
    }
}
