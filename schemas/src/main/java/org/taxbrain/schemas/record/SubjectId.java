package org.taxbrain.schemas.record;

/**
 * Ids of subjects: type, colon, normalised identifier. {@code person:330106199001011234} (18 characters),
 * {@code business:91330106MA2ABCDE1X} (USCC), {@code djxh:10113301000012345678} (as the tax core presents a taxpayer,
 * until the register says who it is), {@code unit:<28 characters>}, {@code case:(2021)浙0102执1234号}.
 */
public final class SubjectId {
    private SubjectId() {}

    /**
     * The subject that an identifier presents.
     *
     * @param identifierType canonical type: resident-id, uscc, djxh, unit-no, case-no, passport, permit,
     *     permanent-residence, taxpayer-no, tax-assigned
     * @param identifier the clean identifier (a resident id already in 18 characters)
     * @throws IllegalArgumentException if the type is not known
     */
    public static String of(String identifierType, String identifier) {
        return switch (identifierType) {
            case "resident-id" -> "person:" + identifier;
            case "uscc" -> "business:" + identifier;
            case "djxh" -> "djxh:" + identifier;
            case "unit-no" -> "unit:" + identifier;
            case "case-no" -> "case:" + identifier;
            case "passport" -> "passport:" + identifier;
            case "permit" -> "permit:" + identifier;
            case "permanent-residence" ->
                hasFormOfResidentId(identifier) ? "person:" + identifier : "permanent-residence:" + identifier;
            case "taxpayer-no" -> "taxpayer-no:" + identifier;
            case "tax-assigned" -> "tax-assigned:" + identifier;
            default -> throw new IllegalArgumentException("unknown identifier type " + identifierType);
        };
    }

    /** On cards of since 2023 the number is one of a kind with resident ids, and registers present it as such too. */
    private static boolean hasFormOfResidentId(String permanentResidence) {
        return permanentResidence.length() == 18;
    }
}
