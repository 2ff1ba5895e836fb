package org.taxbrain.connectors.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** An authority of a test, and the certificates that it signs, as PEM files in one folder. */
public final class TestCertificates {
    private static final Duration VALID = Duration.ofDays(1);
    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final Path folder;
    private final X500Name name;
    private final KeyPair keys;
    private final byte[] certificate;

    private TestCertificates(Path folder, X500Name name, KeyPair keys, byte[] certificate) {
        this.folder = folder;
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A new authority, whose certificate is {@link #authority()}. */
    public static TestCertificates in(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        X500Name name = new X500Name("CN=authority");
        KeyPair keys = keys();
        Extensions extensions = new Extensions(
                new Extension(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded()));
        byte[] certificate = sign(name, keys.getPrivate(), name, keys.getPublic(), extensions);
        TestCertificates authority = new TestCertificates(folder, name, keys, certificate);
        Files.writeString(authority.authority(), pem("CERTIFICATE", certificate));
        return authority;
    }

    /** Its own certificate. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /**
     * Signs a certificate for new keys.
     *
     * @param commonName whose it is
     * @param hosts names or addresses of a server
     * @return file with the key, and behind it the certificates; {@code .key} and {@code .crt} beside it hold each alone
     */
    public Path issue(String commonName, String... hosts) throws IOException, GeneralSecurityException {
        KeyPair own = keys();
        GeneralName[] names = Stream.of(hosts)
                .map(host ->
                        new GeneralName(host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
        Extensions extensions = names.length == 0
                ? null
                : new Extensions(
                        new Extension(Extension.subjectAlternativeName, false, new GeneralNames(names).getEncoded()));
        byte[] signed = sign(name, keys.getPrivate(), new X500Name("CN=" + commonName), own.getPublic(), extensions);
        String key = pem("PRIVATE KEY", own.getPrivate().getEncoded());
        String chain = pem("CERTIFICATE", signed) + pem("CERTIFICATE", certificate);
        // PostgreSQL takes no key that others may read
        Files.writeString(restricted(folder.resolve(commonName + ".key")), key);
        Files.writeString(folder.resolve(commonName + ".crt"), chain);
        return Files.writeString(restricted(folder.resolve(commonName + ".pem")), key + chain);
    }

    /** A file with Kafka's client settings for the holder of a certificate of {@link #issue}. */
    public Path clientProperties(String commonName) throws IOException {
        return write(
                commonName + ".properties",
                Map.of(
                        "security.protocol", "SSL",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.location",
                                folder.resolve(commonName + ".pem").toString(),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", authority().toString()));
    }

    /** A properties file beside the certificates. */
    public Path write(String file, Map<String, String> properties) throws IOException {
        return Files.writeString(
                folder.resolve(file),
                properties.entrySet().stream()
                        .map(p -> p.getKey() + "=" + p.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    private static Path restricted(Path file) throws IOException {
        Files.deleteIfExists(file);
        return Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static byte[] sign(
            X500Name issuer, PrivateKey issuerKey, X500Name subject, PublicKey key, Extensions extensions)
            throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE)));
        generator.setIssuer(issuer);
        generator.setSubject(subject);
        generator.setStartDate(new Time(Date.from(now.minus(Duration.ofHours(1)))));
        generator.setEndDate(new Time(Date.from(now.plus(VALID))));
        generator.setSignature(ALGORITHM);
        generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        if (extensions != null) {
            generator.setExtensions(extensions);
        }
        TBSCertificate content = generator.generateTBSCertificate();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuerKey);
        signature.update(content.getEncoded("DER"));
        byte[] signed = new DERSequence(new ASN1Encodable[] {content, ALGORITHM, new DERBitString(signature.sign())})
                .getEncoded("DER");
        // what Java can't read nobody else is to be given
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
        return signed;
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + type + "-----\n";
    }
}
