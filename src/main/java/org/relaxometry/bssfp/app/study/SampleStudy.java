package org.relaxometry.bssfp.app.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.relaxometry.bssfp.app.bringin.OpenSampleBrain;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.ScratchFolder;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.text.Version;

/**
 * The data set: raw data as BIDS 1.11 has them, and what is true as the derivative {@code truth}.
 *
 * @param choices of the user
 * @param truth that the subjects are varied from, divided into tissues
 * @param geometry of its voxels
 * @param place where the folder is made
 */
record SampleStudy(Choices choices, PhantomTruth truth, NiftiGeometry geometry, Path place) {

    /**
     * What a user can choose.
     *
     * @param cycles numbers of phase cycles, of which the subjects have one after the other
     * @param lesions of every third subject
     * @param filePerCycle whether every cycle is a file
     * @param snr of a phase-cycle image where M0 is 1
     */
    record Choices(
            int subjects,
            int sessions,
            List<Integer> cycles,
            int lesions,
            boolean filePerCycle,
            double snr,
            int seed) {}

    private static final String BIDS_VERSION = "1.10.0";
    private static final List<String> NOTICES = List.of("LICENSE.ICBM152.txt", "LICENSE.MNIColin27.txt");
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** The geometry of what begins with a later slice. */
    static NiftiGeometry from(NiftiGeometry geometry, int slice) {
        double[][] affine = geometry.affine();
        for (double[] row : affine) {
            row[3] += slice * row[2];
        }
        return NiftiGeometry.ofAffine(affine);
    }

    /** Writes all of it. */
    void write(Progress progress) throws IOException {
        Files.createDirectories(place.resolve("derivatives/truth"));
        List<SampleSubject> all = new ArrayList<>();
        for (int number = 1; number <= choices.subjects; number++) {
            all.add(SampleSubject.of(number, choices, truth));
        }
        writeDescriptions();
        writeParticipants(all);
        for (SampleSubject subject : all) {
            progress.checkCanceled();
            new SampleSubjectFiles(this, subject).write(progress.part(subject.number() - 1, all.size()));
        }
    }

    private void writeDescriptions() throws IOException {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("Name", "Simulated phase-cycled bSSFP of the sample brain");
        raw.put("BIDSVersion", BIDS_VERSION);
        raw.put("DatasetType", "raw");
        raw.put("License", "see LICENSE");
        raw.put("Authors", List.of("McConnell Brain Imaging Centre (anatomy)", Version.PROGRAM + " (simulation)"));
        raw.put("GeneratedBy", generatedBy(Version.PROGRAM));
        json(place.resolve("dataset_description.json"), raw);
        Map<String, Object> derived = new LinkedHashMap<>();
        derived.put("Name", "What is true of the simulated subjects");
        derived.put("BIDSVersion", BIDS_VERSION);
        derived.put("DatasetType", "derivative");
        derived.put("License", "see LICENSE");
        derived.put("GeneratedBy", generatedBy("truth"));
        json(place.resolve("derivatives/truth/dataset_description.json"), derived);
        // BIDS has no suffix for these series
        text(place.resolve(".bidsignore"), "*_bssfp.nii.gz\n*_bssfp.json\n");
        text(place.resolve("README"), readme());
        text(place.resolve("LICENSE"), notices());
    }

    private static List<Map<String, String>> generatedBy(String name) {
        return List.of(new TreeMap<>(Map.of("Name", name, "Version", Version.current())));
    }

    private String readme() {
        return "Simulated subjects: phase-cycled balanced SSFP (TR 4.8 ms, TE 2.4 ms, flip angle 15 degrees, SNR "
                + TypedNumber.show(choices.snr)
                + ") of one brain whose\nT1, T2, M0 and field are varied from subject to subject. Made with seed "
                + choices.seed + ". Nobody was scanned: age and sex are\ninvented too. What is true of every subject"
                + " lies in derivatives/truth. Every third subject is a patient and may have\nlesions in its white matter.\n\n"
                + "The anatomy is that of the Colin 27 and ICBM 152 templates (McConnell Brain Imaging Centre, Montreal\n"
                + "Neurological Institute); LICENSE holds their notices.\n";
    }

    private static String notices() throws IOException {
        StringBuilder all = new StringBuilder();
        try (ScratchFolder folder = ScratchFolder.of("bssfp-sample-")) {
            for (String name : NOTICES) {
                Path file = folder.path().resolve(name);
                OpenSampleBrain.copy(name, file);
                all.append(Files.readString(file, StandardCharsets.UTF_8).strip())
                        .append("\n\n");
            }
        }
        return all.toString();
    }

    private void writeParticipants(List<SampleSubject> all) throws IOException {
        StringBuilder people = new StringBuilder("participant_id\tage\tsex\tgroup\n");
        StringBuilder facts = new StringBuilder(
                "participant_id\tt1_factor\tt2_factor\tm0_factor\toffset_hz\tslope_hz\tlesion_voxels\n");
        for (SampleSubject subject : all) {
            people.append(String.join(
                            "\t",
                            subject.label(),
                            Integer.toString(subject.age()),
                            subject.sex(),
                            subject.isPatient() ? "patient" : "control"))
                    .append('\n');
            facts.append(String.format(
                    Locale.ROOT,
                    "%s\t%.5f\t%.5f\t%.5f\t%.3f\t%.3f\t%d%n",
                    subject.label(),
                    subject.variation().t1Factor(),
                    subject.variation().t2Factor(),
                    subject.variation().m0Factor(),
                    subject.variation().offsetHz(),
                    subject.variation().slopeHz(),
                    subject.lesionVoxels()));
        }
        text(place.resolve("participants.tsv"), people.toString());
        text(place.resolve("derivatives/truth/truth.tsv"), facts.toString().replace("\r\n", "\n"));
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("age", Map.of("Description", "age of the invented person in years"));
        columns.put("sex", Map.of("Description", "sex of the invented person, F or M"));
        columns.put("group", Map.of("Description", "patient where lesions were planted, else control"));
        json(place.resolve("participants.json"), columns);
    }

    static void json(Path file, Map<String, Object> content) throws IOException {
        text(file, JSON.toJson(content) + "\n");
    }

    static void text(Path file, String content) throws IOException {
        AtomicFile.write(file, false, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }
}
