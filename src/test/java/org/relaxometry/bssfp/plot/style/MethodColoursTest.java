package org.relaxometry.bssfp.plot.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodColoursTest {

    private static final List<String> METHODS =
            List.of("MIRACLE", "MIRACLE (fast)", "Maximum likelihood", "SVNN", "PINN");

    @Test
    void methodsHaveTheirColourInEveryCompany() {
        Map<String, Color> together = MethodColours.of(METHODS);
        assertThat(together.values()).doesNotHaveDuplicates();
        for (String method : METHODS) {
            assertThat(MethodColours.of(List.of("my network", method, "other")))
                    .containsEntry(method, together.get(method));
        }
    }

    @Test
    void unknownNamesTakeNoColourOfAMethodNorOfOneAnother() {
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "SVNN", "MIRACLE");
        assertThat(MethodColours.of(names).values()).doesNotHaveDuplicates();
        Color alone = MethodColours.of(List.of("my network")).get("my network");
        assertThat(MethodColours.of(METHODS).values()).doesNotContain(alone);
        assertThat(MethodColours.of(List.of("PINN", "my network"))).containsEntry("my network", alone);
    }

    @Test
    void moreNamesThanColoursStillAllHaveOne() {
        List<String> names =
                IntStream.range(0, 40).mapToObj(i -> "network " + i).toList();
        assertThat(MethodColours.of(names)).hasSize(40).doesNotContainValue(null);
    }
}
