package org.relaxometry.bssfp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<Double> told = new ArrayList<>();
    private final AtomicBoolean canceled = new AtomicBoolean();
    private final Progress whole = Progress.of(told::add, canceled::get);

    @Test
    void partsOfPartsAddUpToTheWhole() {
        whole.part(1, 4).part(1, 2).update(0.5);
        assertThat(told).singleElement().satisfies(fraction -> assertThat(fraction)
                .isCloseTo((1 + (1 + 0.5) / 2) / 4, within(1e-15)));
    }

    @Test
    void aSilentProgressTellsNothingButCanBeCancelled() {
        Progress silent = whole.part(0, 2).silent();
        silent.update(1);
        assertThat(told).isEmpty();
        assertThat(silent.isCanceled()).isFalse();
        canceled.set(true);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(silent::checkCanceled);
    }

    @Test
    void whatIsDoneStaysWhereTheRestIsCancelled() {
        List<String> done = new ArrayList<>();
        Progress.forEach(List.of("a", "b", "c"), whole, (item, part) -> {
            part.checkCanceled();
            canceled.set(item.equals("b"));
            done.add(item);
        });
        assertThat(done).containsExactly("a", "b");
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> Progress.forEach(List.of("a"), whole, (item, part) -> done.add(item)));
    }
}
