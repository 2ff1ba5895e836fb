package org.taxbrain.city.book;

import java.util.List;
import org.taxbrain.city.id.Dice;

/** Hangzhou: its districts, their courts and tax offices, streets, hospitals. */
final class Places {
    /**
     * A district or county.
     *
     * @param code division code
     * @param name Chinese name
     * @param court code of its court in case numbers, behind 浙
     */
    record District(String code, String name, String court) {
        String courtName() {
            return (name.endsWith("区") ? "杭州市" : "") + name + "人民法院";
        }
    }

    static final List<District> DISTRICTS = List.of(
            new District("330102", "上城区", "0102"),
            new District("330105", "拱墅区", "0105"),
            new District("330106", "西湖区", "0106"),
            new District("330108", "滨江区", "0108"),
            new District("330109", "萧山区", "0109"),
            new District("330110", "余杭区", "0110"),
            new District("330111", "富阳区", "0111"),
            new District("330112", "临安区", "0112"),
            new District("330113", "临平区", "0113"),
            new District("330114", "钱塘区", "0114"),
            new District("330122", "桐庐县", "0122"),
            new District("330127", "淳安县", "0127"),
            new District("330182", "建德市", "0182"));

    private static final List<String> ROADS = List.of(
            "文一路", "文二路", "文三路", "文新路", "古墩路", "丰潭路", "莫干山路", "天目山路", "学院路", "教工路", "江南大道", "滨盛路", "长河路", "市心北路", "金城路",
            "人民路", "育才路", "南大街", "解放路", "庆春路", "中山北路", "凤起路", "体育场路", "延安路", "建国北路", "秋涛路", "钱江路", "临平大道", "下沙路",
            "四号大街", "迎宾路", "桂花西路", "锦城街", "白云源路", "新安路");
    private static final List<String> ESTATES = List.of(
            "桂花苑", "翠苑一区", "骆家庄", "文鼎苑", "紫金庭园", "嘉绿苑", "金都花园", "绿城春江花月", "江南春城", "彩虹城", "世纪花园", "东方润园", "天都城", "良渚文化村",
            "西溪诚园", "蓝庭", "融信澜天", "万科草庄", "中海御道", "和家园");
    private static final List<String> STATIONS = List.of("第一", "第二", "第三", "文新", "城西", "高新", "城北", "南苑");
    private static final List<String> HOSPITALS = List.of(
            "浙江大学医学院附属第一医院",
            "浙江大学医学院附属第二医院",
            "浙江大学医学院附属邵逸夫医院",
            "浙江省人民医院",
            "浙江省肿瘤医院",
            "杭州市第一人民医院",
            "杭州市中医院",
            "杭州市西溪医院",
            "杭州市萧山区第一人民医院",
            "浙江大学医学院附属儿童医院,滨江院区",
            "浙江省中医院",
            "杭州市红十字会医院",
            "杭州市余杭区第五人民医院",
            "桐庐县第一人民医院");

    private Places() {}

    static District district(Dice dice) {
        return dice.pick(DISTRICTS);
    }

    static String home(District district, Dice dice) {
        return city(district) + dice.pick(ROADS) + dice.between(1, 680) + "号" + dice.pick(ESTATES) + dice.between(1, 36)
                + "幢" + dice.between(1, 4) + "单元" + dice.between(101, 3202) + "室";
    }

    static String premises(District district, Dice dice) {
        return city(district) + dice.pick(ROADS) + dice.between(1, 1200) + "号" + dice.between(1, 12) + "幢"
                + dice.between(101, 2810) + "室";
    }

    static String office(District district, Dice dice) {
        return "国家税务总局" + city(district) + "税务局" + dice.pick(STATIONS) + "税务所";
    }

    static String hospital(Dice dice) {
        return dice.pick(HOSPITALS);
    }

    private static String city(District district) {
        return "杭州市" + district.name();
    }
}
