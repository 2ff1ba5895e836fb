package org.taxbrain.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * A data item 数据项: one field of one dataset that the bureau uses. A list of records is none itself, its fields are.
 *
 * @param field the field
 * @param name Chinese name, with the names of the lists around it, such as {@code 权利人/证件号码}
 * @param terms the item's own, else those of the lists around it, else the dataset's
 */
public record DataItem(Field field, String name, Terms terms) {

    /** The items of a dataset, in the schema's order. */
    public static List<DataItem> of(Dataset dataset) {
        List<DataItem> items = new ArrayList<>();
        add(items, dataset.fields(), "", dataset.descriptor().terms());
        return items;
    }

    private static void add(List<DataItem> items, List<Field> fields, String prefix, Terms around) {
        for (Field field : fields) {
            String name = prefix + field.label();
            Terms terms = field.hint().terms().or(around);
            if (field.type() == FieldType.LIST) {
                add(items, field.children(), name + "/", terms);
            } else {
                items.add(new DataItem(field, name, terms));
            }
        }
    }
}
