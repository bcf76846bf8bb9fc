package org.relaxometry.bssfp.volume.adaptive;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.RelaxationLikelihood;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Turns the averages of a field into the maps of a run, voxel by voxel. */
final class AdaptiveOutput {

    /** As for a voxel by itself: a misfit of more than half the signal is no solution. */
    private static final double LARGEST_RESIDUAL = 0.5;

    private final ParameterMaps maps;
    private final VolumeGrid grid;
    private final LikelihoodField field;
    private final ErrorTable errors;

    AdaptiveOutput(ParameterMaps maps, VolumeGrid grid, LikelihoodField field, ErrorTable errors) {
        this.maps = maps;
        this.grid = grid;
        this.field = field;
        this.errors = errors;
    }

    /**
     * Takes a voxel.
     *
     * @param voxel in the box
     * @param position in the series
     * @param own its likelihood at the average
     */
    void take(int voxel, int position, RelaxationLikelihood own) {
        int z = position / grid.sliceVoxels();
        int i = position % grid.sliceVoxels();
        float[] status = maps.status().getPlane(z).getCurrentStorageArray();
        boolean hadValue = EstimationStatus.ofCode((int) status[i]).isEstimate();
        double t1Ms = field.t1Ms(voxel);
        double t2Ms = field.t2Ms(voxel);
        if (!hadValue && own.residualRatio() > LARGEST_RESIDUAL) {
            return;
        }
        if (field.isLongest(voxel)) {
            status[i] = EstimationStatus.AT_LEAST.code();
            maps.parameters().forEach(parameter -> set(parameter, z, i, Double.NaN));
            set(Parameter.T1, z, i, t1Ms);
            set(Parameter.T2, z, i, t2Ms);
            set(Parameter.OFF_RESONANCE, z, i, own.offResonanceHz());
            set(Parameter.M0, z, i, own.m0());
            set(Parameter.RESIDUAL, z, i, own.residualRatio());
            return;
        }
        status[i] = (hadValue ? EstimationStatus.OK : EstimationStatus.FROM_NEIGHBOURS).code();
        double variance1 = errors.varianceT1(field, voxel);
        double variance2 = errors.varianceT2(field, voxel);
        double covariance = field.noiseCovariance(voxel)
                * Math.sqrt(variance1 / field.noiseVarianceT1(voxel) * variance2 / field.noiseVarianceT2(voxel));
        set(Parameter.T1, z, i, t1Ms);
        set(Parameter.T2, z, i, t2Ms);
        set(Parameter.OFF_RESONANCE, z, i, own.offResonanceHz());
        set(Parameter.M0, z, i, own.m0());
        set(Parameter.T1_SIGMA, z, i, t1Ms * Math.sqrt(variance1));
        set(Parameter.T2_SIGMA, z, i, t2Ms * Math.sqrt(variance2));
        set(Parameter.OFF_RESONANCE_SIGMA, z, i, own.offResonanceSigmaHz(variance1, covariance, variance2));
        set(Parameter.RESIDUAL, z, i, own.residualRatio());
        ownEstimate(z, i, own, Math.sqrt(variance1 * variance2));
    }

    /**
     * What the average is beside the voxel's own estimate: how many voxels would have to be averaged to be as certain, and the way from
     * one to the other, over the standard deviation of the own.
     */
    private void ownEstimate(int z, int i, RelaxationLikelihood own, double varianceOfAverage) {
        double p11 = own.precisionT1();
        double p12 = own.precisionT1T2();
        double p22 = own.precisionT2();
        double determinant = p11 * p22 - p12 * p12;
        double g1 = own.gradientT1();
        double g2 = own.gradientT2();
        set(Parameter.EFFECTIVE_VOXELS, z, i, Math.sqrt(p11 * p22) / determinant / varianceOfAverage);
        set(Parameter.T1_REMOVED, z, i, (p12 * g2 - p22 * g1) / Math.sqrt(determinant * p22));
        set(Parameter.T2_REMOVED, z, i, (p12 * g1 - p11 * g2) / Math.sqrt(determinant * p11));
    }

    private void set(Parameter parameter, int z, int i, double value) {
        maps.map(parameter).getPlane(z).getCurrentStorageArray()[i] = (float) value;
    }
}
