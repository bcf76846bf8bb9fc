package org.relaxometry.bssfp.signal;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.protocol.Tissue;

/** What T1 costs who takes a pulse of some length for one in no time; T2 costs it nothing. */
public final class PulseBias {

    /** Lengths that excitation pulses of bSSFP have. */
    private static final double SHORT_MS = 0.3;

    private static final double LONG_MS = 1;

    /** So much too long, a T1 says nothing any more. */
    private static final double UNREADABLE_PERCENT = 200;

    /** The longest that a TR has room for beside the echo. */
    private static final double LARGEST_PART = 0.25;

    private PulseBias() {}

    /** T1 read over true T1 less 1, of a tissue on resonance at nominal B1; NaN where no T1 is read. */
    public static double of(Protocol protocol, Tissue tissue) {
        EllipticalSignal signal = new EllipticalSignal(protocol);
        double b = signal.excitationAt(1, 0).b(tissue.t1Ms(), tissue.t2Ms());
        Excitation supposed = new EllipticalSignal(protocol.withPulse(RfPulse.INSTANTANEOUS)).excitationAt(1, 0);
        return supposed.t1Ms(signal.a(tissue.t2Ms()), b) / tissue.t1Ms() - 1;
    }

    /** The range of it in white and grey matter for a pulse, such as {@code 1.0 to 2.1 %}. */
    public static String range(Protocol protocol) {
        return range(Stream.of(protocol));
    }

    /** What a record and the log say where nobody stated a pulse. */
    public static String unstated(Protocol protocol) {
        double longest = Math.min(LONG_MS, LARGEST_PART * protocol.repetitionTimeMs());
        double shortest = Math.min(SHORT_MS, longest / 2);
        return String.format(
                Locale.ROOT,
                "No pulse length was given (pulse=… in ms), so the pulse was taken to be instantaneous: if it is a hard one of"
                        + " %s to %s ms, T1 of white and grey matter is read %s too long. T2 does not depend on it.",
                number(shortest),
                number(longest),
                range(DoubleStream.of(shortest, longest).mapToObj(ms -> protocol.withPulse(RfPulse.hard(ms)))));
    }

    private static String range(Stream<Protocol> protocols) {
        double[] percent = protocols
                .flatMapToDouble(protocol -> Stream.of(Tissue.WHITE_MATTER, Tissue.GREY_MATTER)
                        .mapToDouble(tissue -> 100 * of(protocol, tissue)))
                .sorted()
                .toArray();
        double most = percent[percent.length - 1];
        return most < UNREADABLE_PERCENT
                ? String.format(Locale.ROOT, "%.1f to %.1f %%", percent[0], most)
                : String.format(Locale.ROOT, "%.1f %% to beyond all bounds", percent[0]);
    }

    private static String number(double ms) {
        return String.format(Locale.ROOT, "%.2f", ms).replaceFirst("0$", "").replaceFirst("\\.0$", "");
    }
}
