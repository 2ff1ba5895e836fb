package org.taxbrain.local.cli;

import java.util.concurrent.Callable;
import org.taxbrain.schemas.catalogue.CatalogueCheck;
import org.taxbrain.schemas.catalogue.CatalogueCheck.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether what is declared can be used. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Check the declarations, and list every fault with its dataset, file, field and rule: also that every item has a"
                        + " purpose, a legal basis, a sharing type, an agreement's expiry and a retention, its own or its dataset's.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:everything can be used", "1:something can't be used", "2:called wrongly"})
final class CatalogueCheckCommand implements Callable<Integer> {
    @Mixin
    private CatalogueFolders folders = new CatalogueFolders();

    @Override
    public Integer call() {
        CatalogueCheck check = CatalogueCheck.of(folders.folders(), PastSubjectFiles.today());
        String file = null;
        for (Finding finding : check.findings()) {
            if (!finding.file().equals(file)) {
                file = finding.file();
                System.out.println(finding.dataset() == null ? file : "dataset " + finding.dataset() + ", " + file);
            }
            System.out.printf(
                    "  field %-24s rule %-20s %s%n",
                    or(finding.fault().field()),
                    or(finding.fault().rule()),
                    finding.fault().message());
        }
        check.notes().forEach(n -> System.out.println("note: " + n));
        System.out.printf(
                "%d declarations checked, %d faults%n",
                check.checked(), check.findings().size());
        return check.findings().isEmpty() ? 0 : 1;
    }

    private static String or(String text) {
        return text == null ? "-" : text;
    }
}
