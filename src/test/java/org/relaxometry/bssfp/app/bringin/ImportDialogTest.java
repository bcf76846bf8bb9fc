package org.relaxometry.bssfp.app.bringin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.io.series.ImportChoices;

class ImportDialogTest {

    private static final ImportChoices NOTHING = new ImportChoices("", "", "", "", "", "auto");

    @Test
    void whatWasFoundIsInNoFieldSoThatItCannotCountAsTypedOrBeRecorded() {
        assertThat(ImportDialog.fields(NOTHING))
                .containsOnlyKeys("order", "increments", "tr", "te", "flip")
                .allSatisfy((key, text) -> assertThat(text).isEmpty());
    }

    @Test
    void whatWasTypedBeforeIsNotAskedAgainButTheOrderThatTheTableShows() {
        ImportChoices choices = new ImportChoices("3, 1, 2", "standard", "", "", "", "auto");
        assertThat(ImportDialog.fields(choices))
                .containsOnlyKeys("order", "tr", "te", "flip")
                .contains(Map.entry("order", "3, 1, 2"));
    }

    @Test
    void whatIsDraggedIsTheOrderThatIsTyped() {
        TakenOrder found = new TakenOrder(List.of(1, 2, 3, 4), List.of());
        assertThat(found.text()).isEqualTo("1-4");
        assertThat(found.moved(2, 0).text()).isEqualTo("3, 1-2, 4");
        assertThat(found.moved(0, 3).text()).isEqualTo("2-4, 1");
        assertThat(found.toggled(1).text()).isEqualTo("1, 3-4");
        assertThat(found.toggled(1).toggled(3).text()).isEqualTo("1, 3-4, 2");
        assertThat(found.toggled(1).moved(3, 1)).isEqualTo(found);
    }
}
