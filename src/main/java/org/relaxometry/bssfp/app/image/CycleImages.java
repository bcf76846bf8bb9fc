package org.relaxometry.bssfp.app.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.contrast.BandingFree;
import org.relaxometry.bssfp.contrast.BandingFreeImages;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.mapping.Handedness;
import org.relaxometry.bssfp.preprocessing.consistency.SeriesCheck;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** The images without banding of a series. */
final class CycleImages {

    private CycleImages() {}

    /**
     * The kinds that a user listed, or all that the protocol allows.
     *
     * @throws IllegalArgumentException for one that there is not
     */
    static List<BandingFree> kinds(String text, Protocol protocol, RelaxometryCommand command) {
        if (text.isBlank()) {
            List<BandingFree> possible = BandingFreeImages.possible(protocol);
            List<String> others = labels();
            possible.forEach(kind -> others.remove(kind.label()));
            if (!others.isEmpty()) {
                command.log(
                        "Left out: " + String.join(" and ", others) + ", which need two pairs of cycles 180° apart.");
            }
            return possible;
        }
        List<BandingFree> kinds = new ArrayList<>();
        for (String word : text.split("[,;]")) {
            kinds.add(Arrays.stream(BandingFree.values())
                    .filter(each -> each.label().equalsIgnoreCase(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + word.strip()
                            + "\" is no image without banding. There are: " + String.join(", ", labels()) + ".")));
        }
        return kinds.stream().distinct().toList();
    }

    static List<String> labels() {
        return Arrays.stream(BandingFree.values())
                .map(BandingFree::label)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Computes them; what was decided goes to the log and into the record. */
    static List<ReadingImage> of(
            LoadedSeries loaded, List<BandingFree> kinds, int threads, RelaxometryCommand command, RunRecord record)
            throws IOException {
        PhaseCycledSeries series = loaded.series();
        List<String> warnings = new ArrayList<>();
        if (kinds.contains(BandingFree.DEMODULATED)) {
            // the ellipse is run through in one direction only
            Handedness handedness = Handedness.of(series, Handedness.AUTO);
            series = handedness.apply(series);
            command.log(handedness.check().summary());
            record.put("Convention", handedness.record());
            SeriesCheck check = SeriesCheck.of(series);
            check.requireUsable();
            warnings.addAll(check.texts());
        }
        BandingFreeImages made =
                BandingFreeImages.compute(series, kinds, threads, command.progress("Making images without banding"));
        if (made.withoutEllipse() > 0) {
            String text = String.format(
                    Locale.ROOT,
                    "In %d voxels no ellipse fits the cycles, as in air: they have no value (NaN) in %s.",
                    made.withoutEllipse(),
                    BandingFree.DEMODULATED.label());
            command.log(text);
            record.put("VoxelsWithoutEllipse", made.withoutEllipse());
        }
        command.say(List.of(), warnings);
        warnings.forEach(record::warn);
        List<ReadingImage> images = new ArrayList<>();
        made.images().forEach((kind, volume) -> {
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("Description", kind.description());
            images.add(new ReadingImage(kind.fileName(), kind.label(), kind.label(), volume, loaded.geometry(), about));
        });
        return images;
    }
}
