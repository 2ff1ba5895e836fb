package org.taxbrain.city.book;

import java.util.List;
import org.taxbrain.city.id.Dice;

/** Chinese names of persons and businesses. */
final class Names {
    /** More frequent ones stand more often. */
    private static final String SURNAMES = "王王王王李李李李张张张张刘刘刘陈陈陈杨杨黄黄赵赵吴吴周周徐徐孙孙马朱朱胡胡林林郭何何高罗郑郑梁谢宋唐许许邓韩冯曹彭曾肖田董潘潘袁蔡蒋蒋余余于杜叶叶"
            + "程魏苏吕丁沈沈任姚姚卢傅钟姜崔谭廖范汪陆陆金金石戴戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严洪武莫孔汤楼俞俞诸葛骆";

    private static final String MALE = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢建国志海峰文博雷东宏亮毅诚";
    private static final String FEMALE = "芳娜敏静秀娟英华慧巧美丽娥玲桂洁梅琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉婷雅";
    /** In GBK, but not in GB 2312: what old terminals wrote as a question mark. */
    private static final String RARE = "喆堃昇玥珺瑄镕珅琀祎旻翀暐焜頔頫赟璠珮濛犇垚";

    private static final String TRADE_NAME = "恒盛鑫源泰达华宇宏图天成锦绣东方江南钱潮西溪云栖龙井海康德信永嘉瑞丰安吉浙商联创智汇";
    private static final List<String> TRADES =
            List.of("科技", "贸易", "建筑工程", "餐饮管理", "物流", "服饰", "电子商务", "广告", "医疗器械", "机械制造", "房地产开发", "教育咨询");
    private static final List<String> SHOPS = List.of("便利店", "小吃店", "理发店", "服装店", "五金店", "水果店", "茶叶店", "汽修店");

    private static final List<String> INDUSTRIES =
            List.of("批发和零售业", "制造业", "住宿和餐饮业", "建筑业", "信息传输、软件和信息技术服务业", "租赁和商务服务业");

    private Names() {}

    static String person(boolean female, Dice dice) {
        String pool = female ? FEMALE : MALE;
        String name = dice.pickChar(SURNAMES) + given(pool, dice);
        return dice.chance(0.25) ? name : name + given(pool, dice);
    }

    private static String given(String pool, Dice dice) {
        return dice.pickChar(dice.chance(0.01) ? RARE : pool);
    }

    static String business(boolean individual, Places.District district, Dice dice) {
        String trade = dice.pickChar(TRADE_NAME) + dice.pickChar(TRADE_NAME);
        if (individual) {
            return "杭州市" + district.name() + trade + dice.pick(SHOPS);
        }
        return "杭州" + trade + dice.pick(TRADES) + "有限公司";
    }

    static String industry(Dice dice) {
        return dice.pick(INDUSTRIES);
    }
}
