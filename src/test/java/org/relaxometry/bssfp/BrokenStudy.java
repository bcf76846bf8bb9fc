package org.relaxometry.bssfp;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

/**
 * Breaks subjects of a study that {@code samplestudy} made, as data of a scanner come broken. Both layouts are known; of several sessions
 * the first is broken.
 */
public final class BrokenStudy {

    /** What is wrong with a subject. */
    public enum Fault {
        /** One volume less than there are increments; with a file per cycle, the phase of one is missing. */
        MISSING_CYCLE,
        /** The third cycle holds the images of the second. */
        DOUBLED_CYCLE,
        /** The phases of the second cycle and of one half a turn further are exchanged. */
        SWAPPED_PHASE,
        /** The JSON files state {@link #OTHER_TR_MS}. */
        OTHER_TR,
        /** The first file ends in the middle. */
        TRUNCATED,
        /** All phases have the other sign. */
        WRONG_HAND,
        /** The head moves in the middle of the series, within the slices: {@link #TURN_DEG}, {@link #SHIFT_VOXELS}. */
        MOTION
    }

    public static final double OTHER_TR_MS = 6;
    public static final double TURN_DEG = 8;
    public static final double SHIFT_VOXELS = 2;

    private static final String MAGNITUDE = "_part-mag_bssfp.nii.gz";

    /** Magnitude files of the series: one, or one per cycle in their order. */
    private final List<Path> magnitudes;

    private BrokenStudy(List<Path> magnitudes) {
        this.magnitudes = magnitudes;
    }

    /**
     * Breaks one subject.
     *
     * @param study folder of the data set
     * @param subject such as {@code sub-03}
     */
    public static void breakSubject(Path study, String subject, Fault fault) throws IOException {
        try (Stream<Path> files = Files.walk(study.resolve(subject))) {
            List<Path> all = files.filter(file -> file.toString().endsWith(MAGNITUDE))
                    .sorted()
                    .toList();
            Path first = all.get(0).getParent();
            new BrokenStudy(all.stream()
                            .filter(file -> file.getParent().equals(first))
                            .toList())
                    .apply(fault);
        }
    }

    private void apply(Fault fault) throws IOException {
        switch (fault) {
            case MISSING_CYCLE -> removeCycle();
            case DOUBLED_CYCLE -> {
                copyCycle(magnitudes);
                copyCycle(phases());
            }
            case SWAPPED_PHASE -> swapPhases();
            case OTHER_TR -> stateOtherTr();
            case TRUNCATED -> truncate(magnitudes.get(0));
            case WRONG_HAND -> negatePhases();
            case MOTION -> move();
        }
    }

    private List<Path> phases() {
        return magnitudes.stream()
                .map(file -> file.resolveSibling(file.getFileName().toString().replace("part-mag", "part-phase")))
                .toList();
    }

    private void removeCycle() throws IOException {
        if (magnitudes.size() > 1) {
            Files.delete(phases().get(2));
            return;
        }
        for (List<Path> part : List.of(magnitudes, phases())) {
            List<float[]> cycles = read(part);
            cycles.remove(2);
            write(part, cycles);
        }
    }

    private static void copyCycle(List<Path> part) throws IOException {
        List<float[]> cycles = read(part);
        cycles.set(2, cycles.get(1));
        write(part, cycles);
    }

    private void swapPhases() throws IOException {
        List<float[]> cycles = read(phases());
        int other = 1 + cycles.size() / 2;
        float[] second = cycles.set(1, cycles.get(other));
        cycles.set(other, second);
        write(phases(), cycles);
    }

    private void stateOtherTr() throws IOException {
        for (List<Path> part : List.of(magnitudes, phases())) {
            for (Path image : part) {
                Path json = image.resolveSibling(image.getFileName().toString().replace(".nii.gz", ".json"));
                String text = Files.readString(json, StandardCharsets.UTF_8);
                String key = "\"RepetitionTimeExcitation\": ";
                Files.writeString(
                        json, text.replaceFirst(key + "[0-9.]+", key + OTHER_TR_MS / 1000), StandardCharsets.UTF_8);
            }
        }
    }

    private static void truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    private void negatePhases() throws IOException {
        List<float[]> cycles = read(phases());
        for (float[] cycle : cycles) {
            for (int i = 0; i < cycle.length; i++) {
                cycle[i] = -cycle[i];
            }
        }
        write(phases(), cycles);
    }

    private void move() throws IOException {
        List<float[]> magnitude = read(magnitudes);
        List<float[]> phase = read(phases());
        long[] size = NiftiReader.read(magnitudes.get(0), Progress.NONE).dimensions();
        for (int j = magnitude.size() / 2; j < magnitude.size(); j++) {
            moveCycle(magnitude.get(j), phase.get(j), (int) size[0], (int) size[1]);
        }
        write(magnitudes, magnitude);
        write(phases(), phase);
    }

    /** Real and imaginary part, turned about the middle of every slice and shifted along x, with linear interpolation. */
    private static void moveCycle(float[] magnitude, float[] phase, int nx, int ny) {
        float[] real = new float[magnitude.length];
        float[] imaginary = new float[magnitude.length];
        for (int i = 0; i < real.length; i++) {
            real[i] = (float) (magnitude[i] * Math.cos(phase[i]));
            imaginary[i] = (float) (magnitude[i] * Math.sin(phase[i]));
        }
        double cos = Math.cos(Math.toRadians(TURN_DEG));
        double sin = Math.sin(Math.toRadians(TURN_DEG));
        for (int i = 0; i < real.length; i++) {
            double x = i % nx - nx / 2.0 - SHIFT_VOXELS;
            double y = i / nx % ny - ny / 2.0;
            double fromX = cos * x + sin * y + nx / 2.0;
            double fromY = -sin * x + cos * y + ny / 2.0;
            int slice = i / (nx * ny) * nx * ny;
            double re = between(real, slice, nx, ny, fromX, fromY);
            double im = between(imaginary, slice, nx, ny, fromX, fromY);
            magnitude[i] = (float) Math.hypot(re, im);
            phase[i] = (float) Math.atan2(im, re);
        }
    }

    private static double between(float[] values, int slice, int nx, int ny, double x, double y) {
        int x0 = (int) Math.max(0, Math.min(nx - 2, Math.floor(x)));
        int y0 = (int) Math.max(0, Math.min(ny - 2, Math.floor(y)));
        double u = Math.max(0, Math.min(1, x - x0));
        double v = Math.max(0, Math.min(1, y - y0));
        int at = slice + x0 + nx * y0;
        return (1 - v) * ((1 - u) * values[at] + u * values[at + 1])
                + v * ((1 - u) * values[at + nx] + u * values[at + nx + 1]);
    }

    /** The cycles of one part, each with all its voxels. */
    private static List<float[]> read(List<Path> files) throws IOException {
        List<float[]> cycles = new ArrayList<>();
        for (Path file : files) {
            NiftiImage image = NiftiReader.read(file, Progress.NONE);
            long[] size = image.dimensions();
            int voxels = Math.toIntExact(size[0] * size[1] * (size.length > 2 ? size[2] : 1));
            int i = 0;
            for (RealType<?> value : Views.flatIterable(image.real())) {
                if (i % voxels == 0) {
                    cycles.add(new float[voxels]);
                }
                cycles.get(cycles.size() - 1)[i++ % voxels] = value.getRealFloat();
            }
        }
        return cycles;
    }

    private static void write(List<Path> files, List<float[]> cycles) throws IOException {
        int each = cycles.size() / files.size();
        for (int k = 0; k < files.size(); k++) {
            NiftiImage old = NiftiReader.read(files.get(k), Progress.NONE);
            long[] size = old.dimensions().clone();
            if (size.length > 3) {
                size[3] = each;
            }
            int plane = Math.toIntExact(size[0] * size[1]);
            int slices = cycles.get(0).length / plane;
            int first = k * each;
            NiftiWriter.writePlanes(
                    List.of(new NiftiWriter.Target(files.get(k), old.description())),
                    size,
                    old.geometry(),
                    true,
                    (number, into) -> System.arraycopy(
                            cycles.get(first + (int) number / slices),
                            (int) number % slices * plane,
                            into[0],
                            0,
                            plane),
                    Progress.NONE);
        }
    }
}
