package org.relaxometry.bssfp.training.pass;

/**
 * Adam (Kingma and Ba, arXiv:1412.6980) with the defaults of PyTorch: β1 0.9, β2 0.999, ε 1e-8, no decay. Each parameter on
 * its own, so any range of them may be updated alone.
 */
public final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final float[] firstMoment;
    private final float[] secondMoment;
    private long steps;

    public Adam(int parameters) {
        this(new float[parameters], new float[parameters], 0);
    }

    /** Goes on from a saved state; the arrays are taken, not copied. */
    public Adam(float[] firstMoment, float[] secondMoment, long steps) {
        this.firstMoment = firstMoment;
        this.secondMoment = secondMoment;
        this.steps = steps;
    }

    /** Begins a step; {@link #update} then moves the parameters. */
    public void beginStep() {
        steps++;
    }

    /** Moves parameters {@code from} to {@code to - 1} one step against the gradient. */
    public void update(float[] parameters, float[] gradient, double learningRate, int from, int to) {
        float rate = (float) (learningRate / (1 - Math.pow(BETA1, steps)));
        float rootScale = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, steps)));
        float beta1 = (float) BETA1;
        float new1 = (float) (1 - BETA1);
        float beta2 = (float) BETA2;
        float new2 = (float) (1 - BETA2);
        float epsilon = (float) EPSILON;
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = beta1 * firstMoment[i] + new1 * g;
            float v = beta2 * secondMoment[i] + new2 * g * g;
            firstMoment[i] = m;
            secondMoment[i] = v;
            parameters[i] -= rate * m / ((float) Math.sqrt(v) * rootScale + epsilon);
        }
    }

    public float[] firstMoment() {
        return firstMoment;
    }

    public float[] secondMoment() {
        return secondMoment;
    }

    public long steps() {
        return steps;
    }
}
