package org.taxbrain.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.taxbrain.kibana.board.Boards;
import org.taxbrain.kibana.check.FileCheck;
import org.taxbrain.kibana.check.ObjectFile;
import org.taxbrain.kibana.dashboard.Dashboard;
import org.taxbrain.kibana.view.DataView;
import org.taxbrain.kibana.view.Views;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

class SavedObjectsTest {
    private static final Path WRITTEN = Path.of("saved-objects");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private final Views views = Views.ofProduct();

    @ParameterizedTest
    @EnumSource
    void shouldBeWhatIsCheckedIn(Language language, @TempDir Path folder) throws IOException {
        KibanaMain.main(new String[] {folder.toString()});
        assertThat(Files.readString(WRITTEN.resolve(language.file())))
                .as("write it anew as deploy/kibana/README.md tells")
                .isEqualTo(Files.readString(folder.resolve(language.file())));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeTakenByKibana(Language language) throws IOException {
        assertThat(FileCheck.problems(ObjectFile.parse(Files.readString(WRITTEN.resolve(language.file())))))
                .isEmpty();
    }

    @Test
    void shouldHaveADataViewOfEveryIndex() {
        List<String> indices = IndexDefinitions.of(Catalogue.load(List.of()).datasets()).stream()
                .map(IndexDefinition::alias)
                .toList();
        assertThat(views.all()).extracting(DataView::index).containsAll(indices);
    }

    @Test
    void shouldHaveTheSameObjectsInEachLanguage() {
        assertThat(names(Language.EN)).isEqualTo(names(Language.ZH_CN));
    }

    @Test
    void shouldSayNothingInChineseToEnglishReaders() {
        assertThat(SavedObjects.ndjson(views, Language.EN).lines())
                .filteredOn(line -> CHINESE.matcher(line).find())
                .isEmpty();
    }

    @Test
    void shouldSayEveryTitleInChineseToChineseReaders() {
        Stream<String> titles = SavedObjects.of(views, Language.ZH_CN).stream().map(object -> object.attributes()
                .path(object.attributes().has("name") ? "name" : "title")
                .asText());
        assertThat(titles).allMatch(title -> CHINESE.matcher(title).find());
    }

    @Test
    void shouldDrawEveryKindOfPicture() {
        String all = SavedObjects.ndjson(views, Language.ZH_CN);
        assertThat(all)
                .contains(
                        "lnsMetric",
                        "bar_horizontal_stacked",
                        "\"line\"",
                        "\"donut\"",
                        "lnsDatatable",
                        "lnsHeatmap",
                        "GEOJSON_FILE",
                        "ES_GEO_GRID");
    }

    @Test
    void shouldHaveDashboardsForReadersOfGeneralIndices() {
        assertThat(Boards.all(views))
                .filteredOn(board -> !board.restricted())
                .extracting(Dashboard::id)
                .containsExactlyInAnyOrder("taxbrain-board-reminders", "taxbrain-board-data-quality");
    }

    private List<String> names(Language language) {
        return SavedObjects.of(views, language).stream()
                .map(object -> object.type().id() + " " + object.id())
                .toList();
    }
}
