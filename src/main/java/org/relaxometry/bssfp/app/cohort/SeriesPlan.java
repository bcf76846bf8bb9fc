package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.bids.BidsFile;
import org.relaxometry.bssfp.io.bids.BidsSeries;
import org.relaxometry.bssfp.io.bids.BidsSidecar;
import org.relaxometry.bssfp.io.bids.Companions;
import org.relaxometry.bssfp.io.bids.SeriesProtocol;
import org.relaxometry.bssfp.io.file.Failure;

/**
 * A series with what belongs to it, before anything is computed.
 *
 * @param series its files
 * @param protocol as the files state it
 * @param b1 map of the flip angle
 * @param mask from another program
 * @param labels regions from another program
 * @param problem why it cannot be processed, in a sentence; empty otherwise
 * @param remarks what is good to know, in sentences
 */
record SeriesPlan(
        BidsSeries series,
        Optional<SeriesProtocol> protocol,
        Optional<BidsFile> b1,
        Optional<BidsFile> mask,
        Optional<BidsFile> labels,
        String problem,
        List<String> remarks) {

    static SeriesPlan of(
            BidsDataset.Visit visit,
            BidsSeries series,
            BidsDataset dataset,
            Companions companions,
            StudySettings settings) {
        try {
            return ofReadable(visit, series, dataset, companions, settings);
        } catch (IOException e) {
            return new SeriesPlan(
                    series,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Failure.sentence(e),
                    List.of());
        }
    }

    private static SeriesPlan ofReadable(
            BidsDataset.Visit visit,
            BidsSeries series,
            BidsDataset dataset,
            Companions companions,
            StudySettings settings)
            throws IOException {
        List<BidsSidecar> sidecars = new ArrayList<>();
        for (BidsSeries.Parts parts : series.parts()) {
            sidecars.add(BidsSidecar.of(parts.first(), dataset.root()));
        }
        SeriesProtocol protocol = SeriesProtocol.of(series, sidecars);
        Companions.Choice none = new Companions.Choice(Optional.empty(), "");
        Companions.Choice b1 = settings.b1() == StudySettings.B1Use.NONE ? none : companions.b1(visit, series);
        Companions.Choice mask = companions.mask(visit, series);
        Companions.Choice labels = companions.labels(visit, series, settings.labels());
        List<String> remarks = new ArrayList<>();
        if (!labels.remark().isEmpty()) {
            remarks.add(labels.remark());
        }
        String problem = b1.remark() + mask.remark();
        if (problem.isEmpty() && b1.file().isEmpty()) {
            if (settings.b1() == StudySettings.B1Use.REQUIRED) {
                problem = "There is no B1 map, which this study requires.";
            } else if (settings.b1() == StudySettings.B1Use.IF_THERE) {
                remarks.add("There is no B1 map: B1 = 1 is assumed, and an error of 10 % in B1 costs 20 % in T1.");
            }
        }
        return new SeriesPlan(series, Optional.of(protocol), b1.file(), mask.file(), labels.file(), problem, remarks);
    }

    /** As {@link #of}, refused where its protocol is not the usual one of its kind. */
    SeriesPlan within(StudySettings settings) {
        SeriesProtocol usual = settings.usual().get(series.kind());
        if (!problem.isEmpty() || protocol.isEmpty() || usual == null || settings.mixed()) {
            return this;
        }
        return protocol.get()
                .difference(usual)
                .map(difference -> new SeriesPlan(
                        series,
                        protocol,
                        b1,
                        mask,
                        labels,
                        "It has " + difference + ", as most series of this study have. If that is meant, say"
                                + " mixed=true; else look whether a cycle is missing or a protocol was changed.",
                        remarks))
                .orElse(this);
    }

    boolean isPossible() {
        return problem.isEmpty();
    }

    /** All files that its results depend on. */
    List<Path> inputs(BidsDataset dataset) throws IOException {
        List<Path> files = new ArrayList<>();
        List<BidsFile> images = new ArrayList<>(series.files());
        b1.ifPresent(images::add);
        mask.ifPresent(images::add);
        labels.ifPresent(images::add);
        for (BidsFile image : images) {
            files.add(image.path());
            files.addAll(BidsSidecar.of(image, dataset.root()).files());
        }
        if (labels.isPresent()) {
            files.addAll(Companions.tables(labels.get().path()));
        }
        return files.stream().distinct().sorted().toList();
    }
}
