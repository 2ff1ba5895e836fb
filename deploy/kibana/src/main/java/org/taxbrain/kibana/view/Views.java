package org.taxbrain.kibana.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.taxbrain.kibana.Label;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Departments;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;
import org.taxbrain.schemas.index.IndexNames;

/** The data views of every index; an index for which nobody has words is an error, so that no index is forgotten. */
public final class Views {
    private static final String ID = "taxbrain-";
    /** What of a file names people, or tells of them row by row. */
    private static final List<String> PERSONAL =
            List.of("subject", "name", "names", "identifiers", "sections.*.items*");

    private static final FieldText DELETED = FieldText.of("deleted", "已删除", "Deleted");

    private static final String ADDRESSES = IndexNames.record("standard-address");

    private final Collection<Dataset> datasets;
    private final Departments departments;

    public Views(Collection<Dataset> datasets, Departments departments) {
        this.datasets = List.copyOf(datasets);
        this.departments = departments;
    }

    /** The views of the product's own catalogue. */
    public static Views ofProduct() {
        return new Views(Catalogue.load(List.of()).datasets(), Departments.load(List.of()));
    }

    /** One view of each index, and of reminders one more that no period cuts. */
    public List<DataView> all() {
        List<DataView> views = new ArrayList<>();
        for (IndexDefinition index : IndexDefinitions.of(datasets)) {
            views.add(of(index.alias()));
        }
        views.add(remindersOfAnyTime());
        return views;
    }

    private DataView of(String alias) {
        return switch (alias) {
            case IndexNames.TAXPAYER -> taxpayers();
            case IndexNames.PROPERTY_UNIT -> units();
            case IndexNames.ENFORCEMENT_CASE -> cases();
            case IndexNames.REMINDER -> reminders();
            case IndexNames.FINDING -> findings();
            case IndexNames.QUARANTINE -> quarantine();
            case IndexNames.FACT_VERSION -> versions();
            case IndexNames.BOOKS -> books();
            case IndexNames.FEED_HEALTH -> feedHealth();
            default -> alias.equals(ADDRESSES) ? addresses() : rows(alias);
        };
    }

    public DataView taxpayers() {
        return view(
                IndexNames.TAXPAYER,
                Label.of("一户一档（受限）", "Taxpayer files (restricted)"),
                Optional.empty(),
                true,
                List.of(
                        FieldText.of("kind", "主体类型", "Kind of subject").withValues(Words.SUBJECT_KINDS),
                        FieldText.of("summary.openArrears", "欠税余额（分）", "Open arrears (fen)"),
                        FieldText.of("reminders", "未结提醒", "Open reminders").withValues(Words.REMINDER_RULES),
                        FieldText.of("ruleRevision", "规则版本", "Revision of the rules"),
                        FieldText.of("unitCount", "负担不动产数", "Burdened units"),
                        DELETED),
                personal("units*", "relatives*", "debts*", "positions.items*", "positionHolders.items*"));
    }

    public DataView units() {
        return view(
                IndexNames.PROPERTY_UNIT,
                Label.of("不动产单元（受限）", "Property units (restricted)"),
                Optional.empty(),
                true,
                List.of(
                        FieldText.of("summary.division", "行政区划", "Division").withValues(Words.divisions()),
                        FieldText.of("summary.activeRights", "现势权利数", "Rights in force"),
                        FieldText.of("summary.activeHolders", "权利人数", "Holders"),
                        FieldText.of("summary.activeMortgages", "现势抵押数", "Mortgages in force"),
                        FieldText.of("summary.secured", "被担保债权（分）", "Secured (fen)"),
                        FieldText.of("summary.openApplications", "在办业务数", "Open applications"),
                        DELETED),
                personal("summary.seizures*", "summary.transfers*"));
    }

    public DataView cases() {
        return view(
                IndexNames.ENFORCEMENT_CASE,
                Label.of("执行案件（受限）", "Enforcement cases (restricted)"),
                Optional.empty(),
                true,
                List.of(
                        FieldText.of("summary.interestReceived", "利息到账（分）", "Interest received (fen)"),
                        FieldText.of("summary.interestPaidOut", "利息已发放（分）", "Interest paid out (fen)"),
                        FieldText.of("summary.interestHeld", "利息在账（分）", "Interest held (fen)"),
                        FieldText.of("summary.principalReceived", "本金到账（分）", "Principal received (fen)"),
                        FieldText.of("summary.principalPaidOut", "本金已发放（分）", "Principal paid out (fen)"),
                        FieldText.of("summary.costsReceived", "费用到账（分）", "Costs received (fen)"),
                        FieldText.of("summary.costsPaidOut", "费用已发放（分）", "Costs paid out (fen)"),
                        FieldText.of("summary.splitUnknown", "本息拆分", "Split of principal and interest")
                                .withValues(Words.yesNo("待法院告知", "Ask the court", "已明确", "Known")),
                        FieldText.of("sections.case-funds.count", "案款流水笔数", "Movements of case money"),
                        DELETED),
                personal("summary.parties*"));
    }

    /** Reminders by the day from which they count: a period cuts them. */
    public DataView reminders() {
        return view(
                IndexNames.REMINDER,
                Label.of("涉税提醒（按起算日）", "Reminders (by first day)"),
                Optional.of("from"),
                false,
                reminderFields(),
                List.of());
    }

    /** All reminders: of some the court has not said since when, and no period would ever show them. */
    public DataView remindersOfAnyTime() {
        return new DataView(
                ID + IndexNames.REMINDER + "-any-time",
                Label.of("涉税提醒（全部）", "Reminders (of any time)"),
                IndexNames.REMINDER,
                Optional.empty(),
                false,
                reminderFields(),
                List.of());
    }

    private static List<FieldText> reminderFields() {
        return List.of(
                FieldText.of("rule", "提醒事项", "Reminder").withValues(Words.REMINDER_RULES),
                FieldText.of("office", "主管税务机关", "Tax office"),
                FieldText.of("subjectHash", "被提醒人（哈希）", "Reminded (hash)"),
                FieldText.of("subjectMasked", "证件号码（脱敏）", "Identifier (masked)"),
                FieldText.of("name", "姓名（脱敏）", "Name (masked)"),
                FieldText.of("base", "计算基数（分）", "Base (fen)"),
                FieldText.of("rate", "比率", "Rate"),
                FieldText.of("from", "起算日", "From"),
                FieldText.of("asOf", "数据日期", "As of"),
                FieldText.of("legalBasis", "法律依据", "Legal basis"),
                FieldText.of("askCourt", "本息拆分", "Split of principal and interest")
                        .withValues(Words.yesNo("待法院告知", "Ask the court", "已明确", "Known")),
                DELETED);
    }

    public DataView findings() {
        return view(
                IndexNames.FINDING,
                Label.of("作业异常", "Findings"),
                Optional.of("foundAt"),
                false,
                List.of(
                        FieldText.of("kind", "异常类型", "Kind").withValues(Words.FINDING_KINDS),
                        FieldText.of("job", "作业", "Job").withValues(Words.JOBS),
                        FieldText.of("open", "状态", "State").withValues(Words.yesNo("待处理", "Open", "已关闭", "Closed")),
                        FieldText.of("foundAt", "发现时间", "Found at"),
                        FieldText.of("message", "说明", "Message"),
                        DELETED),
                List.of());
    }

    public DataView quarantine() {
        return view(
                IndexNames.QUARANTINE,
                Label.of("隔离记录", "Quarantine"),
                Optional.of("landedAt"),
                false,
                List.of(
                        FieldText.of("dataset", "数据集", "Dataset").withValues(Words.datasets(datasets)),
                        FieldText.of("department", "来源部门", "Department")
                                .withValues(Words.departments(datasets, departments)),
                        FieldText.of("rule", "未通过的规则", "Broken rule").withValues(Words.QUARANTINE_RULES),
                        FieldText.of("field", "字段", "Field"),
                        FieldText.of("batch", "批次", "Batch"),
                        FieldText.of("position", "位置", "Position"),
                        FieldText.of("landedAt", "入库时间", "Landed at"),
                        FieldText.of("message", "说明", "Message"),
                        DELETED),
                List.of());
    }

    /** What came of each batch. */
    public DataView books() {
        return view(
                IndexNames.BOOKS,
                Label.of("批次账", "Books of batches"),
                Optional.of("lastLandedAt"),
                false,
                List.of(
                        FieldText.of("dataset", "数据集", "Dataset").withValues(Words.datasets(datasets)),
                        FieldText.of("department", "来源部门", "Department")
                                .withValues(Words.departments(datasets, departments)),
                        FieldText.of("batch", "批次", "Batch"),
                        FieldText.of("sent", "发送行数", "Rows sent"),
                        FieldText.of("arrived", "到达行数", "Rows arrived"),
                        FieldText.of("landed", "入库行数", "Rows landed"),
                        FieldText.of("clean", "清洗通过", "Clean"),
                        FieldText.of("quarantined", "隔离", "Quarantined"),
                        FieldText.of("superseded", "被更新取代", "Superseded"),
                        FieldText.of("duplicate", "重复", "Duplicate"),
                        FieldText.of("accepted", "计入历史", "Accepted in the history"),
                        FieldText.of("unanswered", "未处理", "Without an outcome"),
                        FieldText.of("balanced", "状态", "State")
                                .withValues(Words.yesNo("平衡", "Balanced", "不平衡", "Not balanced")),
                        FieldText.of("faults", "不平衡原因", "Inequalities"),
                        DELETED),
                List.of());
    }

    /** How what was sent on a day compares with what usually is. */
    public DataView feedHealth() {
        return view(
                IndexNames.FEED_HEALTH,
                Label.of("数据供给健康度", "Health of feeds"),
                Optional.of("day"),
                false,
                List.of(
                        FieldText.of("dataset", "数据集", "Dataset").withValues(Words.datasets(datasets)),
                        FieldText.of("department", "来源部门", "Department")
                                .withValues(Words.departments(datasets, departments)),
                        FieldText.of("day", "业务日期", "Business day"),
                        FieldText.of("rows", "行数", "Rows"),
                        FieldText.of("usualRows", "常见行数", "Usual rows"),
                        FieldText.of("rejectedShare", "隔离比例", "Rejected share"),
                        FieldText.of("delivered", "接收文件数", "Files taken"),
                        FieldText.of("refused", "拒收文件数", "Files refused"),
                        FieldText.of("late", "时效", "Timeliness").withValues(Words.yesNo("迟到", "Late", "按时", "On time")),
                        FieldText.of("lastLandedAt", "最近入库时间", "Last landed at"),
                        FieldText.of("agreementExpiry", "协议到期日", "Agreement expires"),
                        FieldText.of("warnings", "告警", "Warnings"),
                        DELETED),
                List.of());
    }

    public DataView versions() {
        return view(
                IndexNames.FACT_VERSION,
                Label.of("历史版本（受限）", "Versions of rows (restricted)"),
                Optional.of("knownAt"),
                true,
                List.of(
                        FieldText.of("dataset", "数据集", "Dataset").withValues(Words.datasets(datasets)),
                        FieldText.of("row", "记录（哈希）", "Row (hash)"),
                        FieldText.of("knownAt", "获知时间", "Known at"),
                        FieldText.of("validFrom", "有效期起", "Valid from"),
                        FieldText.of("validTo", "有效期止", "Valid to"),
                        DELETED),
                List.of("version", "subjects", "aliases", "canonical"));
    }

    /** Standard addresses: they are of all times, so that no period cuts them. Lists show streets, and not which address it is. */
    public DataView addresses() {
        return view(
                ADDRESSES,
                Label.of("记录·标准地址（受限）", "Rows: Standard addresses (restricted)"),
                Optional.empty(),
                true,
                List.of(
                        FieldText.of("data.district", "区县", "District").withValues(Words.divisions()),
                        FieldText.of("data.street", "街道", "Street"),
                        FieldText.of("data.status", "状态", "State").withValues(Words.ADDRESS_STATES),
                        FieldText.of("data.updatedAt", "更新时间", "Updated at"),
                        DELETED),
                List.of("key", "data.code", "data.address*", "data.point"));
    }

    /** Rows of a dataset that says {@code records: true}. */
    private DataView rows(String alias) {
        String id = alias.substring(IndexNames.RECORD_PREFIX.length());
        Dataset dataset = datasets.stream()
                .filter(d -> IndexNames.record(d.id()).equals(alias))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the index " + alias + " has no data view"));
        Label title = Label.of(dataset.descriptor().title(), id);
        return view(
                alias,
                Label.of("记录·" + title.chinese() + "（受限）", "Rows: " + title.english() + " (restricted)"),
                Optional.of("source.landedAt"),
                true,
                List.of(
                        FieldText.of("key", "主键", "Key"),
                        FieldText.of("source.landedAt", "入库时间", "Landed at"),
                        DELETED),
                List.of("data.*"));
    }

    private static DataView view(
            String alias,
            Label name,
            Optional<String> timeField,
            boolean restricted,
            List<FieldText> fields,
            List<String> hidden) {
        return new DataView(ID + alias, name, alias, timeField, restricted, fields, hidden);
    }

    private static List<String> personal(String... others) {
        List<String> hidden = new ArrayList<>(PERSONAL);
        hidden.addAll(List.of(others));
        return hidden;
    }
}
