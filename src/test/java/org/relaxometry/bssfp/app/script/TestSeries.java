package org.relaxometry.bssfp.app.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** One slice of simulated tissue with 12 cycles, as files. */
final class TestSeries {

    static final PhaseCycledSeries SERIES =
            SimulatedSeries.simulate(new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12)), 4096);

    private TestSeries() {}

    /** Writes {@code real.nii}, {@code imag.nii}, {@code mag.nii.gz}, {@code phase.nii.gz} and the protocol {@code mag.json}. */
    static void write(Path folder) throws IOException {
        NiftiGeometry geometry = NiftiGeometry.ofVoxelSize(1, 1, 1);
        NiftiWriter.write(folder.resolve("real.nii"), SERIES.images().first(), geometry, "real", true, Progress.NONE);
        NiftiWriter.write(
                folder.resolve("imag.nii"), SERIES.images().second(), geometry, "imaginary", true, Progress.NONE);
        RandomAccessibleInterval<FloatType> x = SERIES.images().first();
        RandomAccessibleInterval<FloatType> y = SERIES.images().second();
        NiftiWriter.write(folder.resolve("mag.nii.gz"), of(x, y, Math::hypot), geometry, "", true, Progress.NONE);
        NiftiWriter.write(
                folder.resolve("phase.nii.gz"),
                of(x, y, (real, imaginary) -> Math.atan2(imaginary, real)),
                geometry,
                "",
                true,
                Progress.NONE);
        Files.writeString(folder.resolve("mag.json"), ProtocolJson.write(SERIES.protocol()));
    }

    private static RandomAccessibleInterval<FloatType> of(
            RandomAccessibleInterval<FloatType> x, RandomAccessibleInterval<FloatType> y, DoubleBinaryOperator f) {
        return Converters.convert(x, y, (a, b, out) -> out.setReal(f.applyAsDouble(a.get(), b.get())), new FloatType());
    }

    /** The keys of {@code map} but for its images. */
    static Map<String, Object> keys() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("tr", 4.8);
        keys.put("te", 2.4F);
        keys.put("flip", 15.0);
        keys.put("increments", "standard");
        keys.put("method", "MIRACLE (fast)");
        return keys;
    }
}
