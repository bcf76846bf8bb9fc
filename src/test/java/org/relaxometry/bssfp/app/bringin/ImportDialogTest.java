package org.relaxometry.bssfp.app.bringin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.io.series.ImportChoices;

class ImportDialogTest {

    private static final ImportChoices NOTHING = new ImportChoices("", "", "", "", "", "auto");

    @Test
    void whatWasFoundIsInNoFieldSoThatItCannotCountAsTypedOrBeRecorded() {
        assertThat(ImportDialog.fields(NOTHING, NOTHING))
                .containsOnlyKeys("order", "increments", "tr", "te", "flip")
                .allSatisfy((key, text) -> assertThat(text).isEmpty());
    }

    @Test
    void whatWasTypedInTheTableIsThereAgainAfterARefusal() {
        ImportChoices choices = new ImportChoices("3, 1, 2", "standard", "", "", "", "auto");
        assertThat(ImportDialog.fields(NOTHING, choices))
                .contains(Map.entry("order", "3, 1, 2"), Map.entry("increments", "standard"));
    }
}
