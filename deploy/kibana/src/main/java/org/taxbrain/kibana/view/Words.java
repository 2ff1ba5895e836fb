package org.taxbrain.kibana.view;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.kibana.Label;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Departments;

/** What codes in the indices mean to a reader. */
final class Words {
    private Words() {}

    static final Map<String, Label> SUBJECT_KINDS = Map.of(
            "person", Label.of("自然人", "Person"),
            "business", Label.of("企业", "Business"),
            "djxh", Label.of("仅有登记序号", "Registration number only"),
            "passport", Label.of("护照持有人", "Passport holder"),
            "permit", Label.of("通行证持有人", "Permit holder"),
            "permanent-residence", Label.of("外国人永久居留证持有人", "Holder of a permanent residence card"),
            "taxpayer-no", Label.of("仅有旧纳税人识别号", "Old taxpayer number only"),
            "tax-assigned", Label.of("税务机关赋号人员", "Holder of a number given by the bureau"),
            "property-unit", Label.of("不动产单元", "Property unit"),
            "enforcement-case", Label.of("执行案件", "Enforcement case"));

    static final Map<String, Label> ADDRESS_STATES =
            Map.of("in-use", Label.of("在用", "In use"), "cancelled", Label.of("注销", "Cancelled"));

    static final Map<String, Label> REMINDER_RULES = Map.of(
            "open-arrears", Label.of("欠税未清", "Open tax arrears"),
            "case-interest-unpaid", Label.of("执行利息所得待缴税", "Untaxed interest held by a court"));

    static final Map<String, Label> QUARANTINE_RULES = Map.ofEntries(
            Map.entry("required", Label.of("缺必填项", "Required value missing")),
            Map.entry("type", Label.of("类型不符", "Not of its type")),
            Map.entry("code-unknown", Label.of("未知代码", "Unknown code")),
            Map.entry("key-unreadable", Label.of("主键不可读", "Unreadable key")),
            Map.entry("columns-missing", Label.of("列数不足", "Too few columns")),
            Map.entry("columns-too-many", Label.of("列数过多", "Too many columns")),
            Map.entry("charset", Label.of("字符集错误", "Wrong charset")),
            Map.entry("json-invalid", Label.of("JSON 无效", "Invalid JSON")),
            Map.entry("row-invalid", Label.of("记录无效", "Invalid row")),
            Map.entry("resident-id", Label.of("身份证号校验不符", "Resident id check")),
            Map.entry("uscc", Label.of("统一社会信用代码校验不符", "Social credit code check")),
            Map.entry("djxh", Label.of("登记序号格式不符", "Registration number format")),
            Map.entry("unit-no", Label.of("不动产单元号校验不符", "Unit number check")),
            Map.entry("property-certificate", Label.of("产权证号格式不符", "Property certificate format")),
            Map.entry("case-no", Label.of("案号格式不符", "Case number format")),
            Map.entry("division", Label.of("行政区划代码不存在", "Division code")),
            Map.entry("permanent-residence", Label.of("外国人永久居留证号码不符", "Permanent residence card number")),
            Map.entry("taxpayer-no", Label.of("纳税人识别号校验不符", "Taxpayer number check")),
            Map.entry("tax-assigned", Label.of("税务机关赋号格式不符", "Number given by the bureau")),
            Map.entry("bank-account", Label.of("银行账号格式不符", "Bank account format")),
            Map.entry("bank-card", Label.of("银行卡号校验不符", "Bank card check")),
            Map.entry("cnaps", Label.of("联行号校验不符", "Payment system number check")),
            Map.entry("passport", Label.of("护照号码格式不符", "Passport format")),
            Map.entry("permit", Label.of("通行证号码格式不符", "Permit format")),
            Map.entry("mobile", Label.of("手机号码格式不符", "Mobile number format")),
            Map.entry("identifier-of", Label.of("证件号码校验不符", "Identifier check")),
            Map.entry("min", Label.of("小于下限", "Below the minimum")),
            Map.entry("max", Label.of("大于上限", "Above the maximum")),
            Map.entry("max-length", Label.of("超长", "Too long")),
            Map.entry("from", Label.of("日期过早", "Date too early")),
            Map.entry("not-after-landing", Label.of("日期晚于入库日", "Date in the future")),
            Map.entry("one-of", Label.of("不在取值范围", "Not one of the values")),
            Map.entry("matches", Label.of("格式不符", "Wrong format")),
            Map.entry("not-before", Label.of("早于相关日期", "Before another date")),
            Map.entry("not-after", Label.of("晚于相关日期", "After another date")),
            Map.entry("at-least", Label.of("小于相关数值", "Below another value")),
            Map.entry("at-most", Label.of("大于相关数值", "Above another value")),
            Map.entry("sum-of", Label.of("合计不符", "Not the sum")),
            Map.entry("required-if", Label.of("缺条件必填项", "Missing where needed")),
            Map.entry("index-rejected", Label.of("索引拒收", "Refused by the index")));

    static final Map<String, Label> JOBS = Map.of(
            "clean", Label.of("清洗作业", "CleanJob"),
            "file", Label.of("归集作业", "FileJob"),
            "index", Label.of("索引作业", "IndexJob"),
            "books", Label.of("记账作业", "BooksJob"),
            "reconcile", Label.of("对账命令", "reconcile"));

    static final Map<String, Label> FINDING_KINDS = Map.of(
            "lost-transaction", Label.of("事务丢失", "Lost transaction"),
            "books-mismatch", Label.of("账目不平", "Books don't balance"),
            "files-mismatch", Label.of("档案与账目不符", "Files lack rows"),
            "reconcile-mismatch", Label.of("与来源不符", "Source differs"),
            "quarantine-flood", Label.of("隔离数据激增", "Quarantine flood"),
            "not-unique", Label.of("取值重复", "Not unique"),
            "reference-missing", Label.of("关联数据缺失", "Reference missing"));

    static Map<String, Label> yesNo(String yes, String yesEnglish, String no, String noEnglish) {
        return Map.of("true", Label.of(yes, yesEnglish), "false", Label.of(no, noEnglish));
    }

    static Map<String, Label> datasets(Collection<Dataset> datasets) {
        Map<String, Label> words = new TreeMap<>();
        datasets.forEach(
                dataset -> words.put(dataset.id(), Label.of(dataset.descriptor().title(), dataset.id())));
        return words;
    }

    /** Departments of the datasets, and the tax brain itself, which quarantines what the index refuses. */
    static Map<String, Label> departments(Collection<Dataset> datasets, Departments departments) {
        Map<String, Label> words = new TreeMap<>();
        words.put("tax-brain", Label.of("税务大脑", "Tax brain"));
        for (Dataset dataset : datasets) {
            String id = dataset.descriptor().department();
            departments.find(id).ifPresent(department -> words.put(id, Label.of(department.name(), id)));
        }
        return words;
    }

    static Map<String, Label> divisions() {
        Map<String, Label> words = new TreeMap<>();
        Districts.all().forEach(place -> words.put(place.code(), place.name()));
        return words;
    }
}
