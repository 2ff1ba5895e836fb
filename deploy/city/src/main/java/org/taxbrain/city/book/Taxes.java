package org.taxbrain.city.book;

import java.util.List;

/** Names of taxes. */
final class Taxes {
    static final List<String> OF_BUSINESSES = List.of("增值税", "企业所得税", "城市维护建设税", "印花税", "城镇土地使用税", "房产税", "环境保护税");

    private Taxes() {}
}
