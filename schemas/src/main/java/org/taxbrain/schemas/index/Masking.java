package org.taxbrain.schemas.index;

import java.util.List;
import java.util.Set;

/** The masked forms of personal data: enough to recognise what one knows already, too little to learn it. */
public final class Masking {
    private static final char STAR = '*';
    private static final int NAME_DOT = 0x00B7;
    /** Surnames of two characters (复姓) that are borne today. */
    private static final Set<String> COMPOUND_SURNAMES = Set.of(
            "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政",
            "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马",
            "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌",
            "微生", "梁丘", "左丘", "东门", "西门", "第五");
    /** Types of subject whose identifier is a person's or a taxpayer's; units and cases are things. */
    private static final List<String> THINGS = List.of("unit:", "case:");

    private Masking() {}

    /** {@code 330106199001011234} becomes {@code 3301**********1234}; shorter ones keep two, or no, characters at each end. */
    public static String identifier(String identifier) {
        int n = identifier.codePointCount(0, identifier.length());
        int shown = n >= 12 ? 4 : n >= 8 ? 2 : 0;
        return keep(identifier, shown, shown);
    }

    /** The identifier of a subject id, masked; a unit's or a case's stands as it is. */
    public static String subject(String subjectId) {
        if (THINGS.stream().anyMatch(subjectId::startsWith)) {
            return subjectId.substring(subjectId.indexOf(':') + 1);
        }
        return identifier(subjectId.substring(subjectId.indexOf(':') + 1));
    }

    /** The name of a subject as a masked document shows it: a business's stands in public registers, a person's is masked. */
    public static String subjectName(String subjectId, String name) {
        return name == null || subjectId.startsWith("business:") ? name : name(name);
    }

    /** {@code 王伟} becomes {@code 王*}, {@code 欧阳娜娜} {@code 欧阳**}, {@code 阿卜杜拉·艾则孜} {@code 阿***·***}, {@code John Smith} {@code J*** S****}. */
    public static String name(String name) {
        if (name.codePoints().anyMatch(c -> c == ' ' || isLatin(c))) {
            return eachWord(name);
        }
        int n = name.codePointCount(0, name.length());
        boolean compound = n > 2 && COMPOUND_SURNAMES.contains(name.substring(0, name.offsetByCodePoints(0, 2)));
        return keep(name, compound ? 2 : 1, 0);
    }

    /** The street's district stays (six characters at most, never more than half), the rest goes. */
    public static String address(String address) {
        int n = address.codePointCount(0, address.length());
        return keep(address, Math.min(6, n / 2), 0);
    }

    /** {@code 13812341234} becomes {@code 138****1234}. */
    public static String mobile(String mobile) {
        return mobile.length() == 11 ? keep(mobile, 3, 4) : identifier(mobile);
    }

    /** A value as a masked document shows it. */
    public static String value(PersonalKind kind, String value) {
        return switch (kind) {
            case NONE -> value;
            case NAME -> name(value);
            case IDENTIFIER -> identifier(value);
            case ADDRESS -> address(value);
            case MOBILE -> mobile(value);
            case OTHER -> "***";
        };
    }

    private static boolean isLatin(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    private static String eachWord(String name) {
        StringBuilder out = new StringBuilder(name.length());
        boolean first = true;
        for (int c : name.codePoints().toArray()) {
            out.appendCodePoint(c == ' ' || first ? c : STAR);
            first = c == ' ';
        }
        return out.toString();
    }

    /** Keeps so many characters at each end, and the dots of a name; one character is never shown whole. */
    private static String keep(String text, int head, int tail) {
        int[] points = text.codePoints().toArray();
        StringBuilder out = new StringBuilder(points.length);
        for (int i = 0; i < points.length; i++) {
            boolean shown = points.length > 1 && (i < head || i >= points.length - tail || points[i] == NAME_DOT);
            out.appendCodePoint(shown ? points[i] : STAR);
        }
        return out.toString();
    }
}
