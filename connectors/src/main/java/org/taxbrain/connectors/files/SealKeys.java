package org.taxbrain.connectors.files;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECNamedCurveSpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.taxbrain.connectors.config.ConfigurationException;

/** Reads the keys of a department's files as they stand in the configuration. */
final class SealKeys {
    private static final Pattern SM4 = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern POINT = Pattern.compile("04[0-9a-fA-F]{128}");
    private static final ECNamedCurveParameterSpec CURVE = ECNamedCurveTable.getParameterSpec("sm2p256v1");

    private SealKeys() {}

    /** @throws ConfigurationException if it is no key; the message does not show it */
    static SecretKey sm4(String system, String text) {
        if (!SM4.matcher(text).matches()) {
            throw new ConfigurationException("taxbrain.systems." + system
                    + ".sm4-key must be 32 hexadecimal digits, the 128 bits of the key that was agreed on with the"
                    + " department; it has " + text.length() + " characters");
        }
        return new SecretKeySpec(HexFormat.of().parseHex(text), "SM4");
    }

    /** @throws ConfigurationException if it is no key of the curve sm2p256v1 */
    static PublicKey sm2(String system, String text) {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC", Seal.PROVIDER);
            if (POINT.matcher(text).matches()) {
                return factory.generatePublic(new ECPublicKeySpec(
                        CURVE.getCurve().decodePoint(HexFormat.of().parseHex(text)), CURVE));
            }
            String base64 = text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
            PublicKey key = factory.generatePublic(
                    new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            if (key instanceof ECPublicKey ec && isSm2(ec)) {
                return key;
            }
            throw unusable(system, null);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(system, e);
        }
    }

    private static boolean isSm2(ECPublicKey key) {
        ECNamedCurveSpec sm2 = new ECNamedCurveSpec(
                CURVE.getName(), CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH(), CURVE.getSeed());
        return key.getParams().getCurve().equals(sm2.getCurve())
                && key.getParams().getGenerator().equals(sm2.getGenerator());
    }

    private static ConfigurationException unusable(String system, Exception cause) {
        return new ConfigurationException(
                "taxbrain.systems." + system + ".sm2-public-key is no public key of the curve sm2p256v1; give the"
                        + " department's as PEM (BEGIN PUBLIC KEY), or its point as 04 and 128 hexadecimal digits",
                cause);
    }
}
