package org.taxbrain.local.catalogue;

import java.util.function.Function;

/** The columns of 政务信息资源目录编制指南（试行）(发改高技〔2017〕1272号), in its order. */
enum ResourceColumn {
    CATEGORY(null, "信息资源分类", ResourceEntry::category, 24),
    NAME(null, "信息资源名称", ResourceEntry::name, 20),
    CODE(null, "信息资源代码", ResourceEntry::code, 16),
    PROVIDER(null, "信息资源提供方", ResourceEntry::provider, 20),
    PROVIDER_CODE(null, "信息资源提供方代码", ResourceEntry::providerCode, 20),
    SUMMARY(null, "信息资源摘要", ResourceEntry::summary, 48),
    FORMAT_CLASS("信息资源格式", "信息资源格式分类", ResourceEntry::formatClass, 14),
    FORMAT_TYPE("信息资源格式", "信息资源格式类型", ResourceEntry::formatType, 14),
    ITEM_NAME("信息项信息", "信息项名称", ResourceEntry::itemName, 24),
    ITEM_TYPE("信息项信息", "数据类型", ResourceEntry::itemType, 12),
    ITEM_LENGTH("信息项信息", "数据长度", ResourceEntry::itemLength, 10),
    SHARING("共享属性", "共享类型", ResourceEntry::sharing, 12),
    SHARING_CONDITION("共享属性", "共享条件", ResourceEntry::sharingCondition, 44),
    WAY_CLASS("共享属性", "共享方式分类", ResourceEntry::wayClass, 14),
    WAY_TYPE("共享属性", "共享方式类型", ResourceEntry::wayType, 12),
    OPEN("开放属性", "是否向社会开放", ResourceEntry::open, 10),
    OPEN_CONDITION("开放属性", "开放条件", ResourceEntry::openCondition, 16),
    UPDATE_CYCLE(null, "更新周期", ResourceEntry::updateCycle, 10),
    PUBLISHED(null, "发布日期", ResourceEntry::published, 12),
    RELATED(null, "关联资源代码", ResourceEntry::related, 16);

    private final String group;
    private final String title;
    private final Function<ResourceEntry, Object> value;
    private final int width;

    ResourceColumn(String group, String title, Function<ResourceEntry, Object> value, int width) {
        this.group = group;
        this.title = title;
        this.value = value;
        this.width = width;
    }

    /** The heading above several columns; null: the column stands alone. */
    String group() {
        return group;
    }

    String title() {
        return title;
    }

    /** Text, a number, or null. */
    Object value(ResourceEntry entry) {
        return value.apply(entry);
    }

    /** Characters that the column shows in a sheet. */
    int width() {
        return width;
    }
}
