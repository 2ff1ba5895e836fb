package org.taxbrain.local.catalogue;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.taxbrain.schemas.catalogue.DataItem;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Departments;

/** The catalogue in the form in which government departments exchange theirs: one row an item, in the guide's columns. */
public final class ResourceCatalogue {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final ResourceColumn[] COLUMNS = ResourceColumn.values();
    private static final int HEADER_ROWS = 2;
    private static final int FROZEN_COLUMNS = 2;
    private static final String HEADER_FILL = "DDEBF7";
    private final List<ResourceEntry> entries;

    public ResourceCatalogue(Collection<Dataset> datasets, Departments departments) {
        this.entries = datasets.stream()
                .flatMap(d -> DataItem.of(d).stream().map(i -> new ResourceEntry(d, i, departments)))
                .toList();
    }

    /** How many rows it has. */
    public int size() {
        return entries.size();
    }

    /** Writes CSV as spreadsheets read it: UTF-8 with a byte order mark. Does not close the stream. */
    public void writeCsv(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder().build(writer);
        csv.writeRecord(Arrays.stream(COLUMNS).map(ResourceColumn::title).toList());
        for (ResourceEntry entry : entries) {
            csv.writeRecord(Arrays.stream(COLUMNS)
                    .map(c -> Objects.toString(c.value(entry), ""))
                    .toList());
        }
        csv.flush();
        writer.flush();
    }

    /** Writes a workbook of one sheet, with the guide's two lines of headings. Does not close the stream. */
    public void writeXlsx(OutputStream out) throws IOException {
        Workbook workbook = new Workbook(out, "taxbrain", "01.0000");
        Worksheet sheet = workbook.newWorksheet("政务信息资源目录");
        header(sheet);
        int row = HEADER_ROWS;
        for (ResourceEntry entry : entries) {
            for (int c = 0; c < COLUMNS.length; c++) {
                Object value = COLUMNS[c].value(entry);
                if (value instanceof Number number) {
                    sheet.value(row, c, number);
                } else if (value != null && !value.toString().isEmpty()) {
                    sheet.value(row, c, value.toString());
                }
            }
            row++;
        }
        int last = Math.max(row - 1, HEADER_ROWS);
        sheet.range(HEADER_ROWS, 0, last, COLUMNS.length - 1)
                .style()
                .wrapText(true)
                .verticalAlignment("top")
                .borderStyle(BorderStyle.THIN)
                .set();
        sheet.freezePane(FROZEN_COLUMNS, HEADER_ROWS);
        sheet.setAutoFilter(HEADER_ROWS - 1, 0, last, COLUMNS.length - 1);
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.pageOrientation("landscape");
        sheet.repeatRows(0, HEADER_ROWS - 1);
        workbook.finish();
    }

    private static void header(Worksheet sheet) {
        for (int c = 0; c < COLUMNS.length; c++) {
            ResourceColumn column = COLUMNS[c];
            sheet.width(c, column.width());
            if (column.group() == null) {
                sheet.value(0, c, column.title());
                headed(sheet.range(0, c, HEADER_ROWS - 1, c));
            } else {
                sheet.value(1, c, column.title());
                headed(sheet.range(1, c, 1, c));
                if (c == 0 || !column.group().equals(COLUMNS[c - 1].group())) {
                    int end = c;
                    while (end + 1 < COLUMNS.length && column.group().equals(COLUMNS[end + 1].group())) {
                        end++;
                    }
                    sheet.value(0, c, column.group());
                    headed(sheet.range(0, c, 0, end));
                }
            }
        }
    }

    private static void headed(Range range) {
        range.style()
                .bold()
                .fillColor(HEADER_FILL)
                .wrapText(true)
                .horizontalAlignment("center")
                .verticalAlignment("center")
                .borderStyle(BorderStyle.THIN)
                .set();
        if (range.getTop() != range.getBottom() || range.getLeft() != range.getRight()) {
            range.merge();
        }
    }
}
