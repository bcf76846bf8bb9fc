package org.relaxometry.bssfp.app.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.scijava.Context;
import org.scijava.command.CommandService;

class GuideTest {

    @Test
    void everyMethodHasItsOwnLineOfAdvice() {
        Map<String, Long> lines = Methods.ALL.stream()
                .map(Method::title)
                .collect(Collectors.groupingBy(MethodAdvice::of, Collectors.counting()));
        assertThat(lines).doesNotContainKey(MethodAdvice.of("a stranger")).allSatisfy((line, count) -> assertThat(count)
                .isOne());
    }

    @Test
    void withoutAPersonItIsRefusedWithAWayOut() {
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "start").run(Map.of()))
                    .hasValueSatisfying(
                            message -> assertThat(message).contains("import, preprocess, map, roi, report and qc"));
        }
    }

    @Test
    void cleaningAsksForWhatIsTickedAndMapsForTheMethodChosen() {
        assertThat(new CleaningPage().call()).isEqualTo(new Call("preprocess", Map.of("b1", "", "output", "")));
        assertThat(new MethodPage().call()).isEqualTo(new Call("map", Map.of()));
        assertThat(new DataPage(call -> {}).call()).isEqualTo(new Call("import", Map.of("folder", "")));
        assertThat(new ReportPage().call()).isEqualTo(new Call("qc", Map.of()));
    }
}
