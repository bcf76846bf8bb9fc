package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.bids.Companions;
import org.relaxometry.bssfp.io.bids.SeriesFinder;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.text.Version;

/**
 * An examination with all that is to be done, before anything is computed.
 *
 * @param visit the examination
 * @param series what was found
 * @param skipped images that are no series, with the reasons
 */
record VisitPlan(BidsDataset.Visit visit, List<SeriesPlan> series, List<SeriesFinder.Skipped> skipped) {

    static VisitPlan of(BidsDataset dataset, BidsDataset.Visit visit, StudySettings settings, Path output)
            throws IOException {
        SeriesFinder.Found found = SeriesFinder.find(dataset.files(visit), dataset.root(), settings.bidsFilter());
        Companions companions = new Companions(dataset, settings.bidsFilter(), output);
        return new VisitPlan(
                visit,
                found.series().stream()
                        .map(series -> SeriesPlan.of(visit, series, dataset, companions, settings))
                        .toList(),
                found.skipped());
    }

    /** Whether nothing was found. */
    boolean isEmpty() {
        return series.isEmpty() && skipped.isEmpty();
    }

    /** With the series refused whose protocol is not the usual one. */
    VisitPlan within(StudySettings settings) {
        return new VisitPlan(
                visit, series.stream().map(each -> each.within(settings)).toList(), skipped);
    }

    /** A checksum of all that results depend on: inputs, settings and version. */
    String fingerprint(BidsDataset dataset, StudySettings settings, Progress progress) throws IOException {
        StringBuilder account =
                new StringBuilder(Version.current()).append('\n').append(settings.essence());
        for (SeriesPlan each : series) {
            account.append('\n').append(each.series().name().stem()).append(' ').append(each.problem());
            for (Path file : each.inputs(dataset)) {
                account.append('\n')
                        .append(dataset.uri(Derivative.RAW, file))
                        .append(' ')
                        .append(InputFile.of("", file, progress).sha256());
            }
        }
        skipped.forEach(
                each -> account.append('\n').append(each.name()).append(' ').append(each.reason()));
        return InputFile.sha256(account.toString().getBytes(StandardCharsets.UTF_8));
    }
}
