package org.relaxometry.bssfp.io.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.io.file.LoadLog;

class ProtocolSourceTest {

    private final LoadLog log = new LoadLog();

    @ParameterizedTest
    @CsvSource({"15,", "90,", "150, more than bSSFP is measured with", "0.26, in radians"})
    void flipAnglesThatAreHardlyMeantAreAskedAbout(String flip, String question) {
        read("4.8", "2.4", flip);
        if (question == null) {
            assertThat(log.warnings()).isEmpty();
        } else {
            assertThat(log.warnings()).singleElement().asString().contains(flip, question);
        }
    }

    @Test
    void millisecondsUnderAKeyOfSecondsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("4.8", "2400", "15"))
                .withMessageContaining("a JSON file must state seconds");
    }

    private void read(String tr, String te, String flip) {
        SeriesRequest request = new SeriesRequest(Map.of("tr", tr, "te", te, "flip", flip, "increments", "standard"));
        new ProtocolSource(request, List.of()).protocol(4, log);
    }
}
