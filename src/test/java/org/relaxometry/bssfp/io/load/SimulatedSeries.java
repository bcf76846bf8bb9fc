package org.relaxometry.bssfp.io.load;

import ij.ImagePlus;
import ij.ImageStack;
import java.util.Random;
import org.relaxometry.bssfp.io.image.PlaneAxis;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;

/** A small series with noise in its background, and ImageJ images made of it. */
public final class SimulatedSeries {

    static final int WIDTH = 16;
    static final int HEIGHT = 12;

    /** What is stored in a pixel. */
    public interface Quantity {
        double of(double real, double imaginary);
    }

    static final Quantity REAL = (re, im) -> 1000 * re;
    static final Quantity IMAGINARY = (re, im) -> 1000 * im;
    public static final Quantity MAGNITUDE = (re, im) -> 1000 * Math.hypot(re, im);
    public static final Quantity RADIANS = (re, im) -> Math.atan2(im, re);
    static final Quantity DEGREES = (re, im) -> Math.toDegrees(Math.atan2(im, re));
    static final Quantity SIEMENS =
            (re, im) -> Math.min(4095, Math.rint((Math.atan2(im, re) + Math.PI) / Math.PI * 2048));

    final int cycles;
    final int slices;
    private final double[][][] real;
    private final double[][][] imaginary;

    public SimulatedSeries(int cycles, int slices) {
        this.cycles = cycles;
        this.slices = slices;
        real = new double[cycles][slices][WIDTH * HEIGHT];
        imaginary = new double[cycles][slices][WIDTH * HEIGHT];
        BssfpSignal signal = new BssfpSignal(new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles)));
        Random random = new Random(7);
        double[] re = new double[cycles];
        double[] im = new double[cycles];
        for (int z = 0; z < slices; z++) {
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                double m0 = i % WIDTH < WIDTH / 2 ? 1 : 0;
                signal.simulate(900, 60, 2 * Math.PI * random.nextDouble(), 1, m0, re, im);
                for (int cycle = 0; cycle < cycles; cycle++) {
                    real[cycle][z][i] = re[cycle] + 0.002 * random.nextGaussian();
                    imaginary[cycle][z][i] = im[cycle] + 0.002 * random.nextGaussian();
                }
            }
        }
    }

    double value(Quantity quantity, int cycle, int z, int x, int y) {
        int i = y * WIDTH + x;
        return quantity.of(real[cycle][z][i], imaginary[cycle][z][i]);
    }

    float[] plane(Quantity quantity, int cycle, int z) {
        float[] plane = new float[WIDTH * HEIGHT];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) quantity.of(real[cycle][z][i], imaginary[cycle][z][i]);
        }
        return plane;
    }

    /** Cycles along frames or channels with the slices as slices; or cycles along slices with the slices as frames. */
    public ImagePlus image(String title, PlaneAxis axis, int bits, Quantity quantity) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        boolean cyclesFastest = axis != PlaneAxis.FRAMES;
        for (int i = 0; i < cycles * slices; i++) {
            int cycle = cyclesFastest ? i % cycles : i / slices;
            int z = cyclesFastest ? i / cycles : i % slices;
            stack.addSlice("", pixels(plane(quantity, cycle, z), bits));
        }
        ImagePlus image = new ImagePlus(title, stack);
        switch (axis) {
            case FRAMES -> image.setDimensions(1, slices, cycles);
            case CHANNELS -> image.setDimensions(cycles, slices, 1);
            case SLICES -> image.setDimensions(1, cycles, slices);
        }
        return image;
    }

    /** Two channels, cycles along frames. */
    ImagePlus twoChannels(String title, Quantity first, Quantity second) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int cycle = 0; cycle < cycles; cycle++) {
            for (int z = 0; z < slices; z++) {
                stack.addSlice("", plane(first, cycle, z));
                stack.addSlice("", plane(second, cycle, z));
            }
        }
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(2, slices, cycles);
        return image;
    }

    /** A volume of one value, or of what is computed from the number of the pixel. */
    public ImagePlus volume(String title, java.util.function.IntToDoubleFunction value) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int z = 0; z < slices; z++) {
            float[] plane = new float[WIDTH * HEIGHT];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) value.applyAsDouble(z * plane.length + i);
            }
            stack.addSlice("", plane);
        }
        return new ImagePlus(title, stack);
    }

    static Object pixels(float[] values, int bits) {
        byte[] bytes = new byte[values.length];
        short[] shorts = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.round(values[i]);
            shorts[i] = (short) Math.round(values[i]);
        }
        return bits == 8 ? bytes : bits == 16 ? shorts : values;
    }
}
