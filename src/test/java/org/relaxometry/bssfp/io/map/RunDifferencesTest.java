package org.relaxometry.bssfp.io.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.io.map.RunDifferences.Difference;

class RunDifferencesTest {

    @Test
    void mapsOfImagesThatWereCorrectedOtherwiseDiffer() {
        String corrected = "{\"Method\": \"A\", \"Corrections\": [\"Gibbs ringing (3D)\", \"motion\"]}";
        Difference difference =
                new Difference("corrections of the images", "Gibbs ringing (3D), motion", "none stated", false);
        assertThat(of(corrected, "{\"Method\": \"A\"}")).containsExactly(difference);
        assertThat(of(corrected, corrected)).isEmpty();
        assertThat(RunDifferences.compared(JsonParser.parseString(corrected).getAsJsonObject()))
                .hasToString(corrected.replace(": ", ":").replace("\", \"", "\",\""));
    }

    @Test
    void whatIsAListIsShownAsOne() {
        assertThat(of("{\"Protocol\": {\"PhaseIncrements_deg\": [45.0, 135.0]}}", "{}"))
                .containsExactly(new Difference("phase increments (degrees)", "45.0, 135.0", "not stated", false));
    }

    private static List<Difference> of(String one, String other) {
        return RunDifferences.of(
                JsonParser.parseString(one).getAsJsonObject(),
                JsonParser.parseString(other).getAsJsonObject());
    }
}
