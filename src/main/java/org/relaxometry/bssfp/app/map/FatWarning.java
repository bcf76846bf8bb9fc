package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.relaxometry.bssfp.app.estimate.CheckedSeriesCommand.CheckedSeries;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.FieldKey;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.fat.FatVisibility;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.fat.FatCheck;

/** Looks for fat in voxels that were mapped as water, where the field strength is known. */
final class FatWarning {

    /** Shares of voxels below this are what noise makes of water alone. */
    private static final double WORTH_A_WARNING = 0.005;

    private final FieldKey field;

    FatWarning(Keys keys) {
        field = FieldKey.addAside(
                keys,
                " Voxels that hold fat are marked then (status 15). Empty: MagneticFieldStrength of the JSON file of the"
                        + " series; without it nothing is marked.");
    }

    void requireValid() {
        field.typed();
    }

    /**
     * Marks voxels with fat in the status map; the record says how many.
     *
     * @param log told where the protocol hides fat
     * @return what to warn of, where there are more than noise makes
     */
    Optional<String> look(
            CheckedSeries checked,
            ParameterMaps maps,
            int threads,
            Progress progress,
            RunRecord record,
            Consumer<String> log)
            throws IOException {
        Protocol protocol = checked.series().protocol();
        OptionalDouble tesla = field.of(checked.loaded());
        if (tesla.isEmpty() || !FatCheck.isPossible(protocol.cycles())) {
            return Optional.empty();
        }
        FatSpectrum spectrum;
        try {
            spectrum = FatSpectrum.at(tesla.getAsDouble());
        } catch (IllegalArgumentException e) {
            // what a file states must not cost a map
            log.accept(e.getMessage() + " (as the file of the series states it). Voxels are not checked for fat.");
            return Optional.empty();
        }
        int seen = FatCheck.mark(checked.series(), maps, spectrum, threads, progress);
        int voxels = 0;
        for (float status : ScalarVolume.values(maps.status())) {
            voxels += EstimationStatus.ofCode((int) status).hasValues() ? 1 : 0;
        }
        FatVisibility visibility = FatVisibility.of(protocol, spectrum);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("MagneticFieldStrength", spectrum.fieldTesla());
        about.put("Voxels", seen);
        about.put("FatFractionBound", visibility.percent());
        String hidden =
                "This protocol shows only much fat: a tenth of it goes unseen at usual noise, and makes T2 too short. "
                        + visibility.text();
        if (!visibility.isEnough()) {
            log.accept(hidden);
            about.put("Hidden", hidden);
        }
        record.put("FatCheck", about);
        if (seen <= WORTH_A_WARNING * voxels) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d voxels (%.1f %%) hold fat (status %d): their T1 and T2 are not those of their water, and what"
                        + " the check of the series warns of may come of it. %s",
                seen,
                100.0 * seen / voxels,
                EstimationStatus.FAT_LIKELY.code(),
                visibility.isEnough() ? "Map Water and Fat tells the two apart." : hidden));
    }
}
