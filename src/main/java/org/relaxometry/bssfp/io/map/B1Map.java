package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.io.sidecar.Sidecar;
import org.relaxometry.bssfp.statistics.ValueStatistics;
import org.relaxometry.bssfp.text.TypedNumber;

/** A B1 map in the unit it came in, turned into the ratio of actual to nominal flip angle. */
public final class B1Map {

    /** Bounds of the median ratio: beyond them no B1 map of a head, a body or a phantom lies. */
    private static final double LOWEST_MEDIAN = 0.5;

    private static final double HIGHEST_MEDIAN = 1.6;
    /** A single voxel beyond this is no measurement. */
    private static final double HIGHEST_RATIO = 3;

    /** Where the median of nearly every map lies; beyond, another unit is as likely. */
    private static final double LOWEST_USUAL = 0.8;

    private static final double HIGHEST_USUAL = 1.2;

    /** The nominal angle of many B1 measurements, whose actual angles in degrees look like percent. */
    private static final double RIGHT_ANGLE_DEG = 90;

    /** Medians of such measurements lie nearer than this; those of percent more often beyond. */
    private static final double NEAR_RIGHT_ANGLE_DEG = 5;

    private static final String CHOICES = "b1unit=ratio, b1unit=percent, b1unit=degrees or b1unit=flip angle x10";

    private enum Unit {
        RATIO("ratio"),
        PERCENT("percent"),
        DEGREES("degrees"),
        FLIP_ANGLE_X10("flip angle x10");

        private final String key;

        Unit(String key) {
            this.key = key;
        }

        /** Whether it is the flip angle itself, which means something beside the nominal one only. */
        boolean isAngle() {
            return this == DEGREES || this == FLIP_ANGLE_X10;
        }
    }

    /** How the unit is known. */
    private enum Basis {
        KEY(" (as stated)"),
        FILE(" (as its JSON file states)"),
        RANGE(" (detected from its range)");

        private final String words;

        Basis(String words) {
            this.words = words;
        }
    }

    private final SourceImage image;
    private final ValueStatistics positive;
    private final Map<Unit, LinearScale> scales = new EnumMap<>(Unit.class);
    private final LoadLog log;

    private B1Map(SourceImage image, SeriesRequest request, LoadLog log) throws IOException {
        this.image = image;
        this.log = log;
        positive = VolumeValues.positive(image.volume(image.values()));
        scales.put(Unit.RATIO, LinearScale.IDENTITY);
        scales.put(Unit.PERCENT, LinearScale.factor(0.01));
        nominalFlipDeg(request).ifPresent(flip -> {
            scales.put(Unit.DEGREES, LinearScale.factor(1 / flip));
            scales.put(Unit.FLIP_ANGLE_X10, LinearScale.factor(0.1 / flip));
        });
    }

    /**
     * The relative B1 [x, y, z], 0 where the map has no data.
     *
     * @throws IllegalArgumentException if the map is empty, or its unit is not to be told or not as stated
     */
    public static RandomAccessibleInterval<FloatType> ratio(SourceImage image, SeriesRequest request, LoadLog log)
            throws IOException {
        String choice = request.choice(
                "b1unit", "auto", Unit.RATIO.key, Unit.PERCENT.key, Unit.DEGREES.key, Unit.FLIP_ANGLE_X10.key);
        B1Map map = new B1Map(image, request, log);
        if (map.positive.finite() == 0) {
            throw new IllegalArgumentException("The " + image.name() + " has no positive value. Expected a ratio,"
                    + " percent, or the flip angle in degrees or × 10; 0 means no data.");
        }
        boolean auto = choice.equals("auto");
        Optional<Unit> ofFile = auto ? map.ofFile() : Optional.empty();
        Unit unit = auto ? ofFile.orElseGet(map::detect) : map.stated(choice);
        LinearScale scale = image.values().then(map.scales.get(unit));
        map.report(unit, ofFile.isPresent() ? Basis.FILE : auto ? Basis.RANGE : Basis.KEY);
        return Converters.convert(
                image.volume(scale),
                (in, out) -> out.set(in.get() > 0 && in.get() < Float.POSITIVE_INFINITY ? in.get() : 0),
                new FloatType());
    }

    /** The unit that its JSON file states, where the values can be of it. */
    private Optional<Unit> ofFile() {
        return Optional.ofNullable(
                        switch (StatedMap.of(image, MapPair.AUTO).unit().toLowerCase(Locale.ROOT)) {
                            case "ratio" -> Unit.RATIO;
                            case "percent", "%" -> Unit.PERCENT;
                            default -> null;
                        })
                .filter(this::fits);
    }

    private Unit detect() {
        List<Unit> fitting = scales.keySet().stream().filter(this::fits).toList();
        List<Unit> usual = fitting.stream().filter(this::isUsual).toList();
        if (usual.size() == 1) {
            return usual.get(0);
        }
        if (fitting.size() > 1) {
            throw new IllegalArgumentException("The values of the " + image.name() + " (median "
                    + TypedNumber.show(positive.median()) + ") may be "
                    + fitting.stream().map(unit -> unit.key).collect(Collectors.joining(" or "))
                    + ". State it with " + CHOICES + ".");
        }
        if (fitting.equals(List.of(Unit.PERCENT))) {
            throw new IllegalArgumentException("The values of the " + image.name() + " have the median "
                    + TypedNumber.show(positive.median()) + ", which is far from 100 %. If they are the actual flip"
                    + " angle in degrees, state b1unit=degrees and the nominal flip angle of the B1 measurement with"
                    + " b1flip=… (degrees); if they are percent indeed, state b1unit=percent.");
        }
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("The values of the " + image.name() + ", " + positive.rangeText()
                    + " with median " + TypedNumber.show(positive.median())
                    + ", are neither a ratio (about 1) nor percent (about 100)"
                    + (scales.containsKey(Unit.DEGREES)
                            ? " nor the flip angle, in degrees or × 10, of the nominal "
                                    + TypedNumber.show(nominalDeg()) + "°."
                            : ". If they are flip angle × 10 or the actual flip angle in degrees, give the nominal flip angle of"
                                    + " the B1 measurement with b1flip=… (degrees).")
                    + " State the unit with " + CHOICES + ".");
        }
        return fitting.get(0);
    }

    private Unit stated(String choice) {
        Unit unit = Arrays.stream(Unit.values())
                .filter(candidate -> candidate.key.equals(choice))
                .findFirst()
                .orElseThrow();
        if (!scales.containsKey(unit)) {
            throw new IllegalArgumentException(
                    "A B1 map with b1unit=" + choice
                            + " needs the nominal flip angle of the B1 measurement: give b1flip=… in degrees, or a sidecar with FlipAngle beside the map.");
        }
        if (!fits(unit)) {
            throw new IllegalArgumentException("The " + image.name() + " has the median "
                    + TypedNumber.show(positive.median()) + "; as " + choice + " that would be "
                    + TypedNumber.show(scales.get(unit).apply(positive.median()))
                    + " times the nominal flip angle. Expected " + LOWEST_MEDIAN + " to " + HIGHEST_MEDIAN
                    + ". State another unit with " + CHOICES + ", or the nominal flip angle with b1flip=….");
        }
        return unit;
    }

    private boolean fits(Unit unit) {
        return medianRatio(unit) >= LOWEST_MEDIAN && medianRatio(unit) <= HIGHEST_MEDIAN;
    }

    private boolean isUsual(Unit unit) {
        return medianRatio(unit) >= LOWEST_USUAL && medianRatio(unit) <= HIGHEST_USUAL;
    }

    private double medianRatio(Unit unit) {
        return scales.get(unit).apply(positive.median());
    }

    private void report(Unit unit, Basis basis) {
        boolean detected = basis == Basis.RANGE;
        LinearScale scale = scales.get(unit);
        log.note("The " + image.name() + " is in " + unit.key
                + (unit.isAngle() ? " of nominally " + TypedNumber.show(nominalDeg()) + "°" : "")
                + basis.words + ": B1 is "
                + TypedNumber.show(scale.apply(positive.min())) + " … " + TypedNumber.show(scale.apply(positive.max()))
                + " with median " + TypedNumber.show(medianRatio(unit)) + ".");
        if (detected && unit == Unit.PERCENT && !scales.containsKey(Unit.DEGREES) && mayBeOfRightAngle()) {
            log.warn("The " + image.name() + " was taken for percent. If its values, with the median "
                    + TypedNumber.show(positive.median()) + ", are the actual flip angle in degrees of nominally "
                    + TypedNumber.show(RIGHT_ANGLE_DEG) + "°, B1 is "
                    + TypedNumber.show(positive.median() / RIGHT_ANGLE_DEG) + " instead and T1 is wrong everywhere:"
                    + " state b1unit=degrees with b1flip=" + TypedNumber.show(RIGHT_ANGLE_DEG)
                    + ". If they are percent indeed, state b1unit=percent.");
        }
        // where the file says it there is no doubt, and a map that was filled outside the head has the median of what
        // fills it
        if (!isUsual(unit) && basis != Basis.FILE) {
            log.warn("The " + image.name() + " in " + unit.key + " has a median of "
                    + TypedNumber.show(medianRatio(unit)) + " times the nominal flip angle, far from 1"
                    + (unit.isAngle()
                            ? ". Is " + TypedNumber.show(nominalDeg())
                                    + "° the nominal flip angle of the B1 measurement"
                            : ". Is it the actual flip angle")
                    + "? With a wrong unit T1 is wrong everywhere; see 'b1unit' and 'b1flip'.");
        }
        if (scale.apply(positive.max()) > HIGHEST_RATIO) {
            log.warn("The " + image.name() + " has values up to " + TypedNumber.show(scale.apply(positive.max()))
                    + " times the nominal flip angle. Mask them; T1 is wrong there.");
        }
    }

    private boolean mayBeOfRightAngle() {
        return Math.abs(positive.median() - RIGHT_ANGLE_DEG) <= NEAR_RIGHT_ANGLE_DEG;
    }

    private double nominalDeg() {
        return 1 / scales.get(Unit.DEGREES).slope();
    }

    private Optional<Double> nominalFlipDeg(SeriesRequest request) throws IOException {
        Optional<Double> typed = request.text("b1flip")
                .map(text -> TypedNumber.number("b1flip", text, "degrees", Set.of("°", "deg", "degree", "degrees")));
        if (typed.isPresent() && !(typed.get() > 0 && typed.get() <= 360)) {
            throw new IllegalArgumentException(
                    "'b1flip' must be more than 0° and at most 360°, but is " + TypedNumber.show(typed.get()) + "°.");
        }
        Optional<Double> stated = statedFlipDeg(typed.isEmpty());
        if (typed.isPresent()
                && stated.isPresent()
                && !TypedNumber.show(typed.get()).equals(TypedNumber.show(stated.get()))) {
            log.warn("Two values of 'b1flip': " + TypedNumber.show(typed.get()) + "° (typed) and "
                    + TypedNumber.show(stated.get()) + "° (sidecar of the " + image.name() + "). This run takes "
                    + TypedNumber.show(typed.get()) + "°.");
        }
        return typed.or(() -> stated);
    }

    /** @param needed whether a file that cannot be read is an error */
    private Optional<Double> statedFlipDeg(boolean needed) throws IOException {
        Optional<Path> sidecar = image.files().stream().findFirst().flatMap(Sidecar::sameName);
        if (sidecar.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ProtocolJson.read(sidecar.get(), "sidecar '" + sidecar.get() + "'")
                    .flipAngleDeg()
                    .filter(flip -> flip > 0);
        } catch (IOException e) {
            if (needed) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
