package org.relaxometry.bssfp.app.roi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.NeighbourWeights;

/** What averaging over neighbours made of a voxel: it cannot be estimated anew from the voxel alone, so the maps of the run say it. */
final class AveragedVoxel {

    private static final Map<Parameter, Parameter> SIGMA_OF = Map.of(
            Parameter.T1, Parameter.T1_SIGMA,
            Parameter.T2, Parameter.T2_SIGMA,
            Parameter.OFF_RESONANCE, Parameter.OFF_RESONANCE_SIGMA);

    private AveragedVoxel() {}

    /** The neighbours of a voxel that has averages; of another, none. */
    static Optional<NeighbourWeights.Of> neighbours(AdaptiveLikelihood.Averaged averaged, int position) {
        ParameterMaps maps = averaged.maps();
        int slice = maps.width() * maps.height();
        boolean hasValue = Float.isFinite(maps.planes(Parameter.T1)[position / slice][position % slice]);
        return hasValue ? Optional.of(averaged.weights().of(position)) : Optional.empty();
    }

    /** The same with the averages of a voxel before the fits of the methods; it has no curve, which the voxel's own are beside it. */
    static Inspection with(Inspection inspection, AdaptiveLikelihood.Averaged averaged, int position) {
        ParameterMaps maps = averaged.maps();
        int slice = maps.width() * maps.height();
        Map<Parameter, Inspection.Value> values = new EnumMap<>(Parameter.class);
        SIGMA_OF.forEach((parameter, sigma) -> values.put(
                parameter,
                new Inspection.Value(
                        maps.planes(parameter)[position / slice][position % slice],
                        maps.planes(sigma)[position / slice][position % slice])));
        double certainty = maps.planes(Parameter.EFFECTIVE_VOXELS)[position / slice][position % slice];
        EstimationStatus status =
                EstimationStatus.ofCode((int) ParameterMaps.planes(maps.status())[position / slice][position % slice]);
        String remark = status == EstimationStatus.OK ? "" : status.meaning();
        if (Double.isFinite(certainty)) {
            NeighbourWeights.Of neighbours = averaged.weights().of(position);
            remark = String.format(
                            Locale.ROOT,
                            "as certain as %.0f voxels, %d of %d neighbours count",
                            certainty,
                            neighbours.others(position),
                            neighbours.within() - 1)
                    + (remark.isEmpty() ? "" : "; " + remark);
        }
        List<Inspection.Fit> fits = new ArrayList<>();
        fits.add(new Inspection.Fit(
                AdaptiveLikelihood.NAME,
                values,
                remark,
                new double[0],
                new double[0],
                maps.planes(Parameter.RESIDUAL)[position / slice][position % slice]));
        fits.addAll(inspection.fits());
        return new Inspection(
                inspection.protocol(),
                inspection.voxels(),
                inspection.real(),
                inspection.imaginary(),
                inspection.b1Ratio(),
                inspection.curveDeg(),
                fits,
                inspection.posterior());
    }
}
