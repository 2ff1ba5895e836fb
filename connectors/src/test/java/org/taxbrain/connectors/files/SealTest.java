package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.text.Sm3;

class SealTest {
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-10T00:00:00Z"), ZoneOffset.UTC);
    private static final String SM4 = "0123456789abcdeffedcba9876543210";
    private static final KeyPair SM2 = keyPair("sm2p256v1");
    private static final String CONTENT = "id,name,amount\na,A,1\nb,B,2\n";
    private static final String NAME = "bill_20260301.csv";
    private static final Dataset SEALED = TestDatasets.bills(
            "format: csv, control: .ctl, totalField: amount, encryption: sm4-gcm, signature: sm2", "");

    @TempDir
    private Path folder;

    private final RecordedLanding landing = new RecordedLanding();

    @Test
    void shouldTakeAFileThatIsEncryptedAndSignedAndArchiveItsEncryptedBytes() throws Exception {
        byte[] sealed = encrypt(SM4, CONTENT.getBytes(StandardCharsets.UTF_8));
        FileIntake.Taken taken = take(sealed, control(sealed, SM2));
        assertThat(taken.rows()).isEqualTo(2);
        assertThat(landing.state()).containsEntry("a", "A").containsEntry("b", "B");
        assertThat(folder.resolve("data/archive").resolve(Sm3.hex(sealed))).hasBinaryContent(sealed);
        // sent again, it is read from the archive
        assertThat(take(sealed, control(sealed, SM2)).again()).isTrue();
    }

    @Test
    void shouldUnpackWhatWasPackedBeforeItWasEncrypted() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(CONTENT.getBytes(StandardCharsets.UTF_8));
        }
        byte[] sealed = encrypt(SM4, packed.toByteArray());
        assertThat(take(sealed, control(sealed, SM2)).rows()).isEqualTo(2);
    }

    @Test
    void shouldRefuseTheSignatureOfAnotherKeyBeforeDecrypting() throws Exception {
        // it could not be decrypted either: the signature is looked at first
        byte[] sealed = encrypt("ffffffffffffffffffffffffffffffff", CONTENT.getBytes(StandardCharsets.UTF_8));
        refused(sealed, control(sealed, keyPair("sm2p256v1")), "taxbrain.systems.test.sm2-public-key");
    }

    @Test
    void shouldRefuseTheSignatureOfAnotherFile() throws Exception {
        byte[] sealed = encrypt(SM4, CONTENT.getBytes(StandardCharsets.UTF_8));
        byte[] other = encrypt(SM4, "id,name,amount\n".getBytes(StandardCharsets.UTF_8));
        refused(sealed, said(sealed) + "signature=" + sign(other, SM2), "is not one over these bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "signature=\n", "signature=*\n"})
    void shouldRefuseAControlFileWithoutASignature(String line) throws Exception {
        byte[] sealed = encrypt(SM4, CONTENT.getBytes(StandardCharsets.UTF_8));
        refused(sealed, said(sealed) + line, "the control file can't be used: signature");
    }

    @Test
    void shouldRefuseASignatureThatIsNone() throws Exception {
        byte[] sealed = encrypt(SM4, CONTENT.getBytes(StandardCharsets.UTF_8));
        refused(sealed, said(sealed) + "signature=AAAA\n", "is not one over these bytes");
    }

    @Test
    void shouldRefuseWhatWasEncryptedWithAnotherKey() throws Exception {
        byte[] sealed = encrypt("ffffffffffffffffffffffffffffffff", CONTENT.getBytes(StandardCharsets.UTF_8));
        refused(sealed, control(sealed, SM2), "taxbrain.systems.test.sm4-key");
    }

    @Test
    void shouldRefuseWhatComesInClearOrTooShort() throws Exception {
        byte[] clear = CONTENT.getBytes(StandardCharsets.UTF_8);
        refused(clear, control(clear, SM2), "can't be decrypted");
        byte[] little = {1, 2, 3};
        refused(little, control(little, SM2), "too short");
    }

    @Test
    void shouldDecryptInPiecesHoweverTheReaderAsks() throws Exception {
        byte[] clear = new byte[300_001];
        new Random(7).nextBytes(clear);
        Path file = Files.write(folder.resolve("big"), encrypt(SM4, clear));
        try (InputStream in = new SealedInput(Files.newInputStream(file), SealKeys.sm4("test", SM4), "test")) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            read.write(in.read());
            read.write(in.readNBytes(65_537));
            in.transferTo(read);
            assertThat(read.toByteArray()).isEqualTo(clear);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldReadKeysOfEitherForm() {
        byte[] point = ((ECPublicKey) SM2.getPublic()).getQ().getEncoded(false);
        String base64 = Base64.getMimeEncoder().encodeToString(SM2.getPublic().getEncoded());
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
        assertThat(SealKeys.sm2("test", HexFormat.of().formatHex(point))).isEqualTo(SM2.getPublic());
        assertThat(SealKeys.sm2("test", pem)).isEqualTo(SM2.getPublic());
    }

    @Test
    void shouldTellKeysThatCantBeUsedWithoutShowingThem() {
        String p256 = Base64.getEncoder()
                .encodeToString(keyPair("secp256r1").getPublic().getEncoded());
        assertUnusable("beef", p256, "taxbrain.systems.test.sm4-key must be 32 hexadecimal digits");
        assertUnusable(SM4, p256, "taxbrain.systems.test.sm2-public-key is no public key of the curve sm2p256v1");
        assertUnusable(SM4, "04" + "11".repeat(64), "taxbrain.systems.test.sm2-public-key is no public key");
        assertThatThrownBy(() -> Seal.of(SEALED.descriptor().source().files(), Configuration.of()))
                .isInstanceOf(ConfigurationException.class);
        assertThatCode(() -> Seal.of(TestDatasets.bills().descriptor().source().files(), Configuration.of()))
                .doesNotThrowAnyException();
    }

    private static void assertUnusable(String sm4, String sm2, String message) {
        Configuration configuration = Configuration.of(
                "--taxbrain.systems.test.url=sftp://localhost:22",
                "--taxbrain.systems.test.sm4-key=" + sm4,
                "--taxbrain.systems.test.sm2-public-key=" + sm2);
        assertThatThrownBy(() -> Seal.of(SEALED.descriptor().source().files(), configuration))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("beef");
    }

    private void refused(byte[] sealed, String control, String message) throws IOException {
        assertThatThrownBy(() -> take(sealed, control))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining(message);
        assertThat(landing.rows).isEmpty();
    }

    private FileIntake.Taken take(byte[] sealed, String control) throws IOException {
        Seal seal = new Seal("test", SealKeys.sm4("test", SM4), SM2.getPublic());
        Path local = Files.write(Files.createTempFile(folder, "local", ".csv"), sealed);
        return new FileIntake(SEALED, folder.resolve("data"), landing, new byte[16], CLOCK, seal)
                .take(local, NAME, control);
    }

    private static String said(byte[] sealed) {
        return "rows=2\ntotal=3\nsm3=" + Sm3.hex(sealed) + "\n";
    }

    private static String control(byte[] sealed, KeyPair signer) throws GeneralSecurityException {
        return said(sealed) + "signature=" + sign(sealed, signer) + "\n";
    }

    private static String sign(byte[] content, KeyPair signer) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
        signature.initSign(signer.getPrivate());
        signature.update(content);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static byte[] encrypt(String key, byte[] clear) throws Exception {
        byte[] nonce = "twelve bytes".getBytes(StandardCharsets.US_ASCII);
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(HexFormat.of().parseHex(key), "SM4"),
                new GCMParameterSpec(128, nonce));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(nonce);
        out.write(cipher.doFinal(clear));
        return out.toByteArray();
    }

    private static KeyPair keyPair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
