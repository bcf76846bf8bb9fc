package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomSeries;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.text.Version;

/**
 * The files of one subject: per session the series and the B1 map, and what is true.
 *
 * @param study that it belongs to
 * @param subject whose
 */
record SampleSubjectFiles(SampleStudy study, SampleSubject subject) {

    private static final double TR_MS = 4.8;
    private static final double FLIP_ANGLE_DEG = 15;

    /** Magnitudes are whole numbers, as a scanner's: M0 of 1 is that much. */
    private static final double MAGNITUDE_SCALE = 10000;

    /** Steps of the phase in half a turn. */
    private static final double PHASE_STEPS = 4096;

    private static final List<String> LABELS = List.of("WM", "GM", "CSF", "lesion");

    void write(Progress progress) throws IOException {
        int sessions = study.choices().sessions();
        for (int session = 1; session <= sessions; session++) {
            writeSession(session, progress.part(session - 1, sessions));
        }
    }

    private void writeSession(int session, Progress progress) throws IOException {
        String name = study.choices().sessions() == 1 ? subject.label() : subject.label() + "_ses-" + session;
        Path folder = study.place().resolve(name.replace('_', '/'));
        Path anat = Files.createDirectories(folder.resolve("anat"));
        Path fmap = Files.createDirectories(folder.resolve("fmap"));
        Path truth = Files.createDirectories(study.place()
                .resolve("derivatives/truth")
                .resolve(name.replace('_', '/'))
                .resolve("anat"));
        Protocol protocol =
                new Protocol(TR_MS, TR_MS / 2, FLIP_ANGLE_DEG, Protocol.standardIncrementsDeg(subject.cycles()));
        ComplexSeries series = PhantomSeries.simulateWithAir(
                subject.truth(),
                protocol,
                GaussianNoise.standardDeviation(study.choices().snr()),
                subject.noiseSeed(study.choices(), session),
                progress);
        List<Double> incrementsDeg = protocol.phaseIncrementsDeg();
        if (study.choices().filePerCycle()) {
            for (int j = 0; j < incrementsDeg.size(); j++) {
                String cycle = String.format(Locale.ROOT, "_acq-pc%02d", j + 1);
                writeImages(anat, name + cycle, series.cycles().subList(j, j + 1), incrementsDeg.subList(j, j + 1));
            }
        } else {
            writeImages(anat, name, series.cycles(), incrementsDeg);
        }
        writeB1(fmap, name);
        writeTruth(truth, name);
    }

    private static Map<String, Object> sidecar(List<Double> incrementsDeg) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Modality", "MR");
        json.put("MagneticFieldStrength", 3);
        json.put("Manufacturer", Version.PROGRAM);
        json.put("MRAcquisitionType", "3D");
        json.put("PulseSequenceType", "balanced SSFP");
        json.put("RepetitionTimeExcitation", TR_MS / 1000);
        json.put("EchoTime", TR_MS / 2000);
        json.put("FlipAngle", FLIP_ANGLE_DEG);
        if (incrementsDeg.size() == 1) {
            json.put("PhaseIncrement_deg", incrementsDeg.get(0));
        } else {
            json.put("NumberOfPhaseCycles", incrementsDeg.size());
            json.put("PhaseIncrements_deg", incrementsDeg);
        }
        return json;
    }

    private void writeImages(Path folder, String name, List<ComplexVolume> cycles, List<Double> incrementsDeg)
            throws IOException {
        int slices = study.truth().grid().nz();
        long[] size = study.truth().grid().size();
        NiftiWriter.writePlanes(
                List.of(
                        new NiftiWriter.Target(folder.resolve(name + "_part-mag_bssfp.nii.gz"), "magnitude"),
                        new NiftiWriter.Target(folder.resolve(name + "_part-phase_bssfp.nii.gz"), "phase in radians")),
                cycles.size() == 1 ? size : new long[] {size[0], size[1], size[2], cycles.size()},
                study.geometry(),
                false,
                (plane, into) -> polar(cycles.get((int) plane / slices), (int) plane % slices, into[0], into[1]),
                Progress.NONE);
        Map<String, Object> sidecar = sidecar(incrementsDeg);
        sidecar.put("Units", "arbitrary");
        SampleStudy.json(folder.resolve(name + "_part-mag_bssfp.json"), sidecar);
        sidecar.put("Units", "rad");
        SampleStudy.json(folder.resolve(name + "_part-phase_bssfp.json"), sidecar);
    }

    /** A slice, in the steps that a scanner stores. */
    private static void polar(ComplexVolume cycle, int slice, float[] magnitude, float[] phaseRad) {
        int first = slice * magnitude.length;
        for (int i = 0; i < magnitude.length; i++) {
            double x = cycle.real()[first + i];
            double y = cycle.imaginary()[first + i];
            magnitude[i] = (float) Math.rint(MAGNITUDE_SCALE * Math.sqrt(x * x + y * y));
            phaseRad[i] = (float) (Math.rint(StrictMath.atan2(y, x) * PHASE_STEPS / Math.PI) * Math.PI / PHASE_STEPS);
        }
    }

    private void writeB1(Path folder, String name) throws IOException {
        volume(folder.resolve(name + "_TB1map.nii.gz"), subject.truth().b1Ratio(), 100, "B1 in percent");
        SampleStudy.json(folder.resolve(name + "_TB1map.json"), new LinkedHashMap<>(Map.of("Units", "percent")));
    }

    private void writeTruth(Path folder, String name) throws IOException {
        PhantomTruth truth = subject.truth();
        volume(folder.resolve(name + "_T1map.nii.gz"), truth.t1Ms(), 1e-3, "T1 in s");
        volume(folder.resolve(name + "_T2map.nii.gz"), truth.t2Ms(), 1e-3, "T2 in s");
        for (String map : List.of("T1map", "T2map")) {
            SampleStudy.json(folder.resolve(name + "_" + map + ".json"), new LinkedHashMap<>(Map.of("Units", "s")));
        }
        float[] labels = new float[truth.tissue().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = truth.tissue()[i];
        }
        volume(folder.resolve(name + "_dseg.nii.gz"), labels, 1, "labels");
        StringBuilder table = new StringBuilder("index\tname\tabbreviation\n");
        for (int k = 0; k < LABELS.size(); k++) {
            String tissue =
                    k < study.truth().tissues().size() ? study.truth().tissues().get(k) : "lesion";
            table.append(k + 1)
                    .append('\t')
                    .append(tissue)
                    .append('\t')
                    .append(LABELS.get(k))
                    .append('\n');
        }
        SampleStudy.text(folder.resolve(name + "_dseg.tsv"), table.toString());
    }

    /** Values inside of the brain times a factor, 0 around. */
    private void volume(Path file, float[] values, double factor, String description) throws IOException {
        boolean[] inside = subject.truth().mask().inside();
        int slice = study.truth().grid().sliceVoxels();
        NiftiWriter.writePlanes(
                List.of(new NiftiWriter.Target(file, description)),
                study.truth().grid().size(),
                study.geometry(),
                false,
                (plane, into) -> {
                    for (int i = 0; i < slice; i++) {
                        int voxel = (int) plane * slice + i;
                        into[0][i] = inside[voxel] ? (float) (factor * values[voxel]) : 0;
                    }
                },
                Progress.NONE);
    }
}
