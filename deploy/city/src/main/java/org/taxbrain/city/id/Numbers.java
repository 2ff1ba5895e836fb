package org.taxbrain.city.id;

import java.time.LocalDate;

/** Numbers without a check digit: registrations, units, certificates, cases, telephones. */
public final class Numbers {
    private static final int ROOMS = 40;
    private static final int BUILDINGS = 10;
    private static final int PARCELS = 99_999;
    private static final int ZONES = 999;

    private Numbers() {}

    /** A number with zeros before it. */
    public static String padded(long number, int width) {
        String digits = Long.toString(number);
        return digits.length() >= width ? digits : "0".repeat(width - digits.length()) + digits;
    }

    /** A day as eight digits. */
    public static String compact(LocalDate day) {
        return padded(day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth(), 8);
    }

    /** 登记序号 of a registration: 20 digits. */
    public static String djxh(boolean business, long serial) {
        // times a number that shares no factor with 10^10: neighbours don't look alike, and none comes twice
        long spread = (serial % 10_000_000_000L) * 271_828_183L % 10_000_000_000L;
        return (business ? "1011330100" : "2012330100") + padded(spread, 10);
    }

    /** 不动产单元号 (GB/T 37346): parcel 6+3+3+2+5, fixture F+4+4. */
    public static String unit(String division, long serial) {
        long n = serial;
        long room = n % ROOMS;
        n /= ROOMS;
        long building = n % BUILDINGS;
        n /= BUILDINGS;
        long parcel = n % PARCELS;
        n /= PARCELS;
        return division + padded(1 + n % ZONES, 3) + "001GB" + padded(parcel + 1, 5) + "F" + padded(building + 1, 4)
                + padded(101 + room, 4);
    }

    /** 不动产权证号. */
    public static String certificate(int year, long serial) {
        return "浙(" + year + ")杭州市不动产权第" + padded(serial % 10_000_000, 7) + "号";
    }

    /** 案号, with the full-width brackets that courts write. */
    public static String caseNo(int year, String court, String type, long number) {
        return "（" + year + "）浙" + court + type + number + "号";
    }

    /** A mobile number. */
    public static String mobile(Dice dice) {
        return "1" + dice.between(3, 9) + padded(dice.below(1_000_000_000), 9);
    }

    /** Day and serial in one: 业务号 and other running numbers. */
    public static String running(LocalDate day, long serial) {
        return compact(day) + padded(serial, 10);
    }

    /** The same text with its digits in full width. */
    public static String fullWidth(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            out.append(c >= '0' && c <= '9' ? (char) (c - '0' + '０') : c);
        }
        return out.toString();
    }
}
