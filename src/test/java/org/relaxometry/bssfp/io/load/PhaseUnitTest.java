package org.relaxometry.bssfp.io.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImagePlusSource;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.statistics.ValueStatistics;

class PhaseUnitTest {

    private static final ValueStatistics MAGNITUDE = values(u -> 1000 * Math.pow(u, 6));

    private final LoadLog log = new LoadLog();

    @ParameterizedTest
    @CsvSource({
        "-3.14159, 3.14159, false, RADIANS",
        "0, 6.2831, false, RADIANS",
        "-180, 180, false, DEGREES",
        "0, 359.9, false, DEGREES",
        "-180, 179, true, DEGREES",
        "0, 4095, true, SIEMENS_STORED",
        "-3142, 3142, true, MILLIRADIANS",
        "-3141.6, 3140.9, false, MILLIRADIANS",
        "0, 6283, true, MILLIRADIANS",
        "-1800, 1799, true, DEGREES_X10",
        "-18000, 17999, true, DEGREES_X100",
        "0, 35999, true, DEGREES_X100",
        "-2048, 2047, true, PI_IS_2048"
    })
    void fullCirclesAreToldByTheirRange(double min, double max, boolean integers, PhaseScale expected) {
        assertThat(decide("auto", uniform(min, max, integers))).isEqualTo(expected);
        assertThat(log.warnings()).isEmpty();
        assertThat(log.notes()).hasSize(1);
    }

    @Test
    void evenIntegersOfTheDoubledRangeAreSiemensWithItsSlopeApplied() {
        assertThat(decide("auto", values(u -> 2 * Math.rint(4095 * u) - 4096))).isEqualTo(PhaseScale.SIEMENS_SCALED);
        assertThat(PhaseScale.SIEMENS_SCALED.toRadians().apply(2048)).isEqualTo(Math.PI / 2);
    }

    @Test
    void storedAndScaledSiemensValuesAreTheSameAngle() {
        LinearScale scaled = new LinearScale(2, -4096).then(PhaseScale.SIEMENS_SCALED.toRadians());
        for (int stored : new int[] {0, 1, 2048, 4095}) {
            // rounding in double
            assertThat(PhaseScale.SIEMENS_STORED.toRadians().apply(stored) - scaled.apply(stored))
                    .isBetween(-1e-14, 1e-14);
        }
    }

    @ParameterizedTest
    @CsvSource({"-2, 2, false, RADIANS", "-100, 120, false, DEGREES", "300, 3700, true, SIEMENS_STORED"})
    void partsOfTheCircleAreTakenWithAWarning(double min, double max, boolean integers, PhaseScale expected) {
        assertThat(decide("auto", uniform(min, max, integers))).isEqualTo(expected);
        assertThat(log.warnings()).hasSize(1).allMatch(warning -> warning.contains("of the circle"));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, false, span only 31.8 %",
        "0, 1, false, span only 15.9 %",
        "-3, 3, true, may be whole degrees",
        "-1, 1, false, phaseunit=pi is 1 (100 % of the circle)",
        "0, 1, false, phaseunit=2 pi is 1 (100 % of the circle)",
        "0, 255, true, converted to 8 bits",
        "0, 255, true, phaseunit=8 bits",
        "-100, 110, true, may be whole degrees or 256 steps",
        "-128, 127, true, converted to 8 bits",
        "-1.5707, 1.5707, false, arctangent",
        "0, 3599, true, tenths of a degree",
        "0, 3450, true, phaseunit=degrees x10 (95.8 % of the circle)",
        "-500, 500, true, phaseunit=pi is 500",
        "-2900, 2800, true, phaseunit=milliradians (90.7 % of the circle)",
        "-4096, 4094, false, fit no known unit",
        "0, 4095, false, fit no known unit",
        "0, 65535, true, phaseunit=pi is 32768",
        "-32768, 32767, true, fit no known unit",
        "-32768, 32767, true, phaseunit=pi is 32768"
    })
    void otherRangesAreRefusedWithWhatWasReceived(double min, double max, boolean integers, String reason) {
        ValueStatistics values = uniform(min, max, integers);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide("auto", values))
                .withMessageContaining(reason)
                .withMessageContaining(values.rangeText())
                .withMessageContaining("phaseunit=");
    }

    @ParameterizedTest
    @CsvSource({
        "pi is 1, -1, 1, false, 0.5, 1.5707963",
        "2 pi is 1, 0, 1, false, 0.25, 1.5707963",
        "pi is 500, -500, 500, true, 250, 1.5707963",
        "pi is 32768, -32768, 32767, true, 16384, 1.5707963",
        "8 bits, 0, 255, true, 64, 1.5707963",
        "8 bits, -128, 127, true, 64, 1.5707963",
        "milliradians, -900, 800, true, 500, 0.5",
        "degrees x10, 0, 3450, true, 900, 1.5707963",
        "siemens, 0, 3450, true, 3072, 1.5707963"
    })
    void whatTheRangeDoesNotTellCanBeStated(
            String unit, double min, double max, boolean integers, double value, double rad) {
        PhaseScale scale = decide(unit, uniform(min, max, integers));
        assertThat(scale.key()).isEqualTo(unit);
        // rad is given with 8 digits
        assertThat(scale.toRadians().apply(value)).isCloseTo(rad, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "1.534798534798535, -3142, -3142, 3143, MILLIRADIANS",
        "1.534798534798535, -3142, -2000, 1500, MILLIRADIANS",
        "2, -4096, -4096, 4094, SIEMENS_SCALED",
        "4.884e-4, -1, -1, 1, PI_IS_1",
        "0.24420, -500, -500, 500, PI_IS_500",
        "0.87912, -1800, -1800, 1800, DEGREES_X10",
        "1.41176, -180, -180, 180, DEGREES"
    })
    void slopeAndInterceptOfTheHeaderTellTheUnit(
            double slope, double intercept, double min, double max, PhaseScale expected) {
        ImagePlus image = new ImagePlus("pha", new FloatProcessor(2, 2));
        SourceImage plain = ImagePlusSource.of("phase", image, List.of());
        SourceImage scaled = new SourceImage(
                plain.role(),
                plain.title(),
                plain.samples(),
                plain.imaginary(),
                plain.planeAxes(),
                new LinearScale(slope, intercept),
                plain.geometry(),
                plain.image(),
                plain.files());
        double end = max - slope * 1e-3;
        assertThat(PhaseUnit.decide(scaled, MAGNITUDE, uniform(min, end, slope == 2), "auto", log))
                .isEqualTo(expected);
        assertThat(log.notes()).anyMatch(note -> note.contains("in the header"));
    }

    @Test
    void aStatedUnitMustNotBeAThirdOfTheCircleThatIsFull() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide("radians", uniform(-1, 1, false)))
                .withMessageContaining("31.8 % of one in radians")
                .withMessageContaining("phaseunit=pi is 1");
    }

    @Test
    void adviceNeverLeadsToAUnitThatDoesNotFit() {
        for (double[] range :
                new double[][] {{-3, 3}, {0, 255}, {-700, 900}, {0, 65535}, {-32768, 32767}, {-40000, 9}}) {
            ValueStatistics values = uniform(range[0], range[1], true);
            String message = assertThrows(IllegalArgumentException.class, () -> decide("auto", values))
                    .getMessage();
            Matcher advice = Pattern.compile("phaseunit=([a-z0-9 ]+) \\(").matcher(message);
            while (advice.find()) {
                assertThat(decide(advice.group(1), values).key()).isEqualTo(advice.group(1));
            }
        }
    }

    @Test
    void aMagnitudeIsNotTakenForAPhase() {
        // most values small, a few bright: the shape of every magnitude image; its range would do for Siemens
        ValueStatistics magnitude = values(u -> Math.rint(3500 * Math.pow(u, 20)));
        assertThat(PhaseScale.SIEMENS_STORED.fits(magnitude)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide("auto", magnitude))
                .withMessageContaining("Are magnitude and phase swapped?");
        decide("siemens", magnitude);
        assertThat(log.warnings()).anyMatch(warning -> warning.contains("look like a magnitude"));
    }

    @Test
    void aMagnitudeThatFillsACircleBesideAPhaseThatDoesNotIsSwapped() {
        ImagePlus image = new ImagePlus("pha", new FloatProcessor(2, 2));
        ValueStatistics bright = uniform(1, 300, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhaseUnit.decide(
                        ImagePlusSource.of("phase", image, List.of()), uniform(0, 6.2831, false), bright, "auto", log))
                .withMessageContaining("those of the magnitude are 0 … 6.2831")
                .withMessageContaining("swapped");
    }

    @ParameterizedTest
    @CsvSource({"radians, -0.8, 0.9", "degrees, -20, 30", "siemens, 1900, 2200"})
    void aStatedUnitIsBelievedWithAWarningWhereTheRangeIsSmall(String unit, double min, double max) {
        assertThat(decide(unit, uniform(min, max, !unit.equals("radians"))).key())
                .isEqualTo(unit);
        assertThat(log.warnings()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"radians, -4096, 4094", "degrees, 0, 4095", "siemens, -5000, 5000"})
    void aStatedUnitMustHoldTheValues(String unit, double min, double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide(unit, uniform(min, max, true)))
                .withMessageContaining("are not a phase in " + unit);
    }

    @Test
    void aStatedUnitMustNotBeBeatenByAFullCircleInAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide("siemens", uniform(0, 359, true)))
                .withMessageContaining("are a full circle in degrees and 8.8 % of one in siemens");
    }

    @ParameterizedTest
    @CsvSource({"degrees, -2, 2.6, 1.3 %", "siemens, -2.5, 2.5, 0.1 %", "siemens, 100, 250, 3.7 %"})
    void aStatedUnitMustNotMakeThePhaseNearlyConstant(String unit, double min, double max, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide(unit, uniform(min, max, false)))
                .withMessageContaining("span only " + part + " of the circle in " + unit);
    }

    @Test
    void constantAndEmptyPhasesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide("radians", values(u -> 1.5)))
                .withMessageContaining("is 1.5 wherever there is signal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide("auto", values(u -> Double.NaN)))
                .withMessageContaining("only NaN");
    }

    @Test
    void theUnitStoredInAnImageIsUsed() {
        ImagePlus image = new ImagePlus("pha", new FloatProcessor(2, 2));
        ImageProperties.storePhaseUnit(image, "degrees");
        PhaseScale scale = PhaseUnit.decide(
                ImagePlusSource.of("phase", image, List.of()), MAGNITUDE, uniform(-20, 30, false), "auto", log);
        assertThat(scale).isEqualTo(PhaseScale.DEGREES);
        assertThat(log.notes()).anyMatch(note -> note.contains("as stored in the image"));
    }

    private PhaseScale decide(String choice, ValueStatistics values) {
        ImagePlus image = new ImagePlus("pha", new FloatProcessor(2, 2));
        return PhaseUnit.decide(ImagePlusSource.of("phase", image, List.of()), MAGNITUDE, values, choice, log);
    }

    private static ValueStatistics uniform(double min, double max, boolean integers) {
        return values(u -> integers ? Math.rint(min + u * (max - min)) : min + u * (max - min));
    }

    /** Of numbers u from 0 to 1, both ends included. */
    private static ValueStatistics values(DoubleUnaryOperator value) {
        ValueStatistics statistics = new ValueStatistics(1);
        Random random = new Random(3);
        statistics.add((float) value.applyAsDouble(0));
        statistics.add((float) value.applyAsDouble(1));
        for (int i = 0; i < 5000; i++) {
            statistics.add((float) value.applyAsDouble(random.nextDouble()));
        }
        return statistics;
    }
}
