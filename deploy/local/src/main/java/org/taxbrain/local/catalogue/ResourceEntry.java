package org.taxbrain.local.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.taxbrain.schemas.catalogue.DataItem;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Department;
import org.taxbrain.schemas.catalogue.Departments;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Descriptor.ResourceSpec;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.catalogue.Sharing;
import org.taxbrain.schemas.catalogue.Terms;

/** One item, in the terms of the national catalogue. What is not known is empty. */
record ResourceEntry(Dataset dataset, DataItem item, Departments departments) {
    private static final String DEPARTMENTAL = "部门信息资源";

    private Descriptor declared() {
        return dataset.descriptor();
    }

    private ResourceSpec resource() {
        return declared().resource();
    }

    String category() {
        return String.join(
                "/",
                resource().category().isEmpty()
                        ? List.of(DEPARTMENTAL, provider())
                        : resource().category());
    }

    String name() {
        return declared().title().getOrDefault(Department.CHINESE, dataset.id());
    }

    String code() {
        return text(resource().code());
    }

    String provider() {
        return departments.name(declared().department());
    }

    String providerCode() {
        return departments.find(declared().department()).map(Department::uscc).orElse("");
    }

    String summary() {
        return text(resource().summary());
    }

    String formatClass() {
        return switch (Mode.of(declared().source())) {
            case TABLE -> "数据库";
            case FILE -> "电子文件";
            case INTERFACE -> "自描述格式";
        };
    }

    String formatType() {
        return switch (Mode.of(declared().source())) {
            // change capture reads no other database
            case TABLE -> "PostgreSQL";
            case FILE -> declared().source().files().format().equals("csv") ? "csv" : "xml";
            case INTERFACE -> "json";
        };
    }

    String itemName() {
        return item.name();
    }

    String itemType() {
        return switch (item.field().type()) {
            case STRING, POINT -> "字符型C";
            case LONG -> "整型I";
            case MONEY -> "货币型Y";
            case DECIMAL -> "数值型N";
            case DATE -> "日期型D";
            case TIMESTAMP -> "日期时间型T";
            case BOOLEAN -> "逻辑型L";
            case LIST -> throw new IllegalStateException(FieldType.LIST + " is no item");
        };
    }

    /** Null: not known. */
    Integer itemLength() {
        return DataLength.of(dataset, item.field());
    }

    String sharing() {
        return item.terms().sharing().label();
    }

    /** As it is declared; else what the terms come to: the catalogue wants a condition, or why a resource isn't shared. */
    String sharingCondition() {
        Terms terms = item.terms();
        if (terms.sharingCondition() != null) {
            return terms.sharingCondition();
        }
        if (terms.sharing() == Sharing.UNCONDITIONAL) {
            return "";
        }
        String basis = "依据：" + terms.legalBasis();
        return terms.sharing() == Sharing.NONE
                ? basis
                : "仅用于" + terms.purpose() + "；" + basis + "；有效期至" + terms.agreementExpiry();
    }

    String wayClass() {
        return "共享平台方式";
    }

    String wayType() {
        return Mode.of(declared().source()).label();
    }

    String open() {
        return Boolean.TRUE.equals(resource().open()) ? "是" : "否";
    }

    String openCondition() {
        return text(resource().openCondition());
    }

    /** The shortest of the guide's cycles that the promise of freshness, which has some time to spare, allows for. */
    String updateCycle() {
        Duration late = declared().freshness();
        return late.compareTo(Duration.ofHours(1)) <= 0
                ? "实时"
                : late.toDays() <= 2
                        ? "每日"
                        : late.toDays() <= 10 ? "每周" : late.toDays() <= 45 ? "每月" : late.toDays() <= 120 ? "每季度" : "每年";
    }

    String published() {
        return text(resource().published());
    }

    String related() {
        return String.join("、", resource().related());
    }

    private static String text(Object value) {
        return Objects.toString(value, "");
    }
}
