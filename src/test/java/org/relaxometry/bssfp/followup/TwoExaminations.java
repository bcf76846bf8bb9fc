package org.relaxometry.bssfp.followup;

import java.util.List;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.montecarlo.phantom.Lesions;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomSeries;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** The sample brain, examined again with other noise and, where wanted, with a ball of white matter of longer T2. */
public final class TwoExaminations {

    public static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));

    public static final double SIGMA = GaussianNoise.standardDeviation(25);

    /** Number of the tissue of the ball. */
    static final int LESION = 3;

    private static final Lesions BALL = new Lesions(1, List.of(2.5), 1, 1.2, 1);

    private TwoExaminations() {}

    public static PhantomTruth brain() {
        VolumeGrid grid = BrainTruth.read(BrainTruth.SAMPLE_BRAIN).grid();
        float[] t1 = truth("T1_ms.nii.gz");
        float[] t2 = truth("T2_ms.nii.gz");
        float[] density = truth("PD.nii.gz");
        float[] b1 = truth("B1_rel.nii.gz");
        boolean[] inside = new boolean[t1.length];
        int[] tissue = new int[t1.length];
        for (int v = 0; v < t1.length; v++) {
            inside[v] = t2[v] > 0 && t1[v] >= t2[v] && density[v] > 0 && b1[v] > 0;
            boolean white = t1[v] > 600 && t1[v] < 1150 && t2[v] < 90;
            tissue[v] = !inside[v] ? 0 : white ? 1 : 2;
        }
        return new PhantomTruth(
                grid, t1, t2, density, truth("B0_Hz.nii.gz"), b1, new Mask(inside), List.of("WM", "other"), tissue);
    }

    /** With the ball, in another place for every seed. */
    public static PhantomTruth withLesion(PhantomTruth brain, long seed) {
        return BALL.plant(brain, seed);
    }

    public static PhaseCycledSeries series(PhantomTruth brain, long seed) {
        return PhantomSeries.simulate(brain, PROTOCOL, SIGMA, seed, Progress.NONE);
    }

    static ParameterMaps voxelwise(PhaseCycledSeries series) {
        return ParameterMapper.map(series, new MaximumLikelihood(PROTOCOL, NoiseLevel.given(SIGMA)), 2, Progress.NONE);
    }

    static ParameterMaps adaptive(PhaseCycledSeries series) {
        return new AdaptiveLikelihood(AdaptiveSettings.usual(series.grid()), VoxelNoise.uniform(SIGMA))
                .map(series, 2, Progress.NONE);
    }

    static Change change(VolumeGrid grid, Parameter time, ParameterMaps before, ParameterMaps after) {
        Parameter sigma = time == Parameter.T1 ? Parameter.T1_SIGMA : Parameter.T2_SIGMA;
        return Change.of(grid, flat(before, time), flat(before, sigma), flat(after, time), flat(after, sigma), 0.05);
    }

    static float[] flat(ParameterMaps maps, Parameter parameter) {
        float[][] planes = maps.planes(parameter);
        float[] all = new float[planes.length * planes[0].length];
        for (int z = 0; z < planes.length; z++) {
            for (int i = 0; i < planes[z].length; i++) {
                // no estimate, but a bound
                boolean bound = planes[z][i] >= maps.longestMs();
                all[z * planes[z].length + i] = bound ? Float.POSITIVE_INFINITY : planes[z][i];
            }
        }
        return all;
    }

    private static float[] truth(String name) {
        double[] values = SampleBrain.values(SampleBrain.truth(name));
        float[] floats = new float[values.length];
        for (int v = 0; v < floats.length; v++) {
            floats[v] = (float) values[v];
        }
        return floats;
    }
}
