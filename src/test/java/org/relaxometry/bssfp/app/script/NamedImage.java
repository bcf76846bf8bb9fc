package org.relaxometry.bssfp.app.script;

import java.util.Map;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** An image with those methods of an ImgPlus that are asked for: the tests do not have the classes of ImageJ2. */
public final class NamedImage implements RandomAccessibleInterval<FloatType> {

    private final RandomAccessibleInterval<FloatType> image;
    private final Map<Integer, String> labels;

    /** As ImageJ2 has it. */
    public record AxisType(String getLabel) {}

    /** As ImageJ2 has it. */
    public record Axis(AxisType type, String unit) {

        public double averageScale(double from, double to) {
            return to - from;
        }
    }

    NamedImage(RandomAccessibleInterval<FloatType> image, Map<Integer, String> labels) {
        this.image = image;
        this.labels = labels;
    }

    public String getName() {
        return "named";
    }

    public Axis axis(int dimension) {
        return new Axis(new AxisType(labels.get(dimension)), "mm");
    }

    @Override
    public int numDimensions() {
        return image.numDimensions();
    }

    @Override
    public long min(int d) {
        return image.min(d);
    }

    @Override
    public long max(int d) {
        return image.max(d);
    }

    @Override
    public RandomAccess<FloatType> randomAccess() {
        return image.randomAccess();
    }

    @Override
    public RandomAccess<FloatType> randomAccess(Interval interval) {
        return image.randomAccess(interval);
    }
}
