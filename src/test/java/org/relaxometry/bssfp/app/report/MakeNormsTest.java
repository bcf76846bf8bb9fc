package org.relaxometry.bssfp.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.norm.Norm;
import org.relaxometry.bssfp.norm.Norms;
import org.relaxometry.bssfp.norm.Person;
import org.relaxometry.bssfp.norm.Sex;

/** Norms from the tables of a study whose truth is known, and ways to ask for them wrongly. */
class MakeNormsTest extends WrongUses {

    private static final String HEADING =
            "participant_id\tsession_id\tseries\tmethod\tmap\tunit\tlabel\tregion\tvoxels\tvoxels_with_value\tmedian\n";

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no study", "'study' is missing", "study="),
                use("a study that is not there", "there is no group_regions.tsv", "study=nowhere"),
                use("a table that is another", "is no table of Process Study", "study=strange"),
                use("no records", "without it nobody knows the protocol", "study=bare"),
                use("too few people", "There are too few people", "study=small"),
                use("several methods", "several methods: A, B", "study=methods"),
                use("a method that there is not", "has no method 'C'; it has: A, B", "study=methods", "method=C"),
                use("several acquisitions", "kinds of series: acq-a, acq-b", "study=kinds"),
                use("no place for results", "give output=FOLDER", "output="),
                use("people who are not there", "'people': there is no file", "people=none.tsv"),
                use("people without names", "a row without participant_id", "people=unnamed.tsv"),
                use("somebody twice", "two rows of sub-01", "people=twice.tsv"),
                use("only of no column", "Columns: participant_id, age, sex, group", "only=site=1"),
                use("only of no value", "Values of group: control, patient", "only=group=other"),
                use("only without a value", "such as group=control", "only=group"),
                use("adjusted for what is not known", "nobody's is known", "people=bare.tsv", "adjust=age"),
                use("one name of two regions", "Two regions of sub-01 are called 'a'", "study=namesakes"),
                use("one name but for capitals", "which is one name to reports", "study=capitals"),
                use("another unit", "The unit of T1 in group_regions.tsv is 'Hz'", "study=units"),
                use("sex of women alone", "All people are female", "study=women", "people=women.tsv", "adjust=sex"),
                use("many beyond the range", "have no T1 of a, too few voxels or beyond", "study=beyond"),
                use("norms that are there", "overwrite=true", "output=taken"));
    }

    private static WrongUse use(String what, String message, String... words) {
        return new WrongUse(what, FAILED, message, "norms", List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of("study=bids/derivatives/bssfp", "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("study", "people", "output").contains(key);
    }

    @BeforeAll
    static void makeStudies() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder people = new StringBuilder("participant_id\tage\tsex\tgroup\n");
        StringBuilder rows = new StringBuilder(HEADING);
        for (int k = 1; k <= 60; k++) {
            String id = String.format("sub-%02d", k);
            int age = random.nextInt(20, 80);
            boolean isIll = k % 10 == 0;
            people.append(id)
                    .append('\t')
                    .append(age)
                    .append('\t')
                    .append(k % 2 == 0 ? "M" : "f")
                    .append('\t');
            people.append(isIll ? "patient" : "control").append('\n');
            double t1 = 900 + age - 50 + 10 * random.nextGaussian() + (isIll ? 500 : 0);
            rows.append(row(id, "n/a", "A", "T1", "white matter", 500, t1));
            rows.append(row(id, "n/a", "A", "T2", "white matter", 500, t1 / 10));
            rows.append(row(id, "n/a", "A", "T1", "small", 5, t1));
            rows.append(row(id, "n/a", "A", "ΔB0", "white matter", 500, 3));
            record("bids/derivatives/bssfp/" + id + "/anat/" + id + "_T1map", "A", k == 3 ? 20 : 15);
        }
        // a second examination of somebody, another day
        rows.append(row("sub-05", "2", "A", "T1", "white matter", 500, 5000));
        study("bids/derivatives/bssfp", rows);
        Files.writeString(folder.resolve("bids/participants.tsv"), people);
        study("bare", rows);
        study("small", new StringBuilder(HEADING + row("sub-01", "n/a", "A", "T1", "white matter", 500, 900)));
        record("small/sub-01/anat/sub-01_T1map", "A", 15);
        study(
                "methods",
                new StringBuilder(HEADING
                        + row("sub-01", "n/a", "A", "T1", "a", 500, 900)
                        + row("sub-01", "n/a", "B", "T1", "a", 500, 900)));
        study(
                "kinds",
                new StringBuilder(HEADING
                        + row("sub-01_acq-a", "n/a", "A", "T1", "a", 500, 900)
                        + row("sub-01_acq-b_run-1", "n/a", "A", "T1", "a", 500, 900)));
        namesakes("namesakes", "a", "ms", 900);
        namesakes("capitals", "A", "ms", 900);
        namesakes("units", "b", "Hz", 900);
        namesakes("beyond", "b", "ms", Double.NaN);
        study("women", women());
        study("strange", new StringBuilder("name\tvalue\na\t1\n"));
        Files.createDirectories(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/norms.json"), "older norms");
        Files.writeString(folder.resolve("unnamed.tsv"), "name\tage\nsub-01\t30\n");
        Files.writeString(folder.resolve("twice.tsv"), "participant_id\tage\nsub-01\t30\nsub-01\t31\n");
        Files.writeString(folder.resolve("bare.tsv"), "participant_id\tage\nsub-01\tn/a\n");
    }

    private static String row(
            String series, String session, String method, String map, String region, int voxels, double median) {
        String id = series.replaceFirst("_.*", "");
        return String.join(
                        "\t",
                        id,
                        session,
                        session.equals("n/a") ? series : id + "_ses-" + session,
                        method,
                        map,
                        "ms",
                        "1",
                        region,
                        "" + voxels,
                        "" + voxels,
                        "" + median)
                + "\n";
    }

    private static void study(String name, StringBuilder rows) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        Files.writeString(to.resolve("group_regions.tsv"), rows);
        Files.writeString(
                to.resolve("dataset_description.json"),
                "{\"Name\": \"Study of " + to.getFileName() + "\", \"BIDSVersion\": \"1.9\"}");
    }

    private static void record(String map, String method, double flip) throws IOException {
        Path file = folder.resolve(map + ".nii.gz");
        Files.createDirectories(file.getParent());
        NiftiWriter.write(
                file,
                ArrayImgs.floats(2, 2, 1),
                NiftiGeometry.ofAffine(
                        new double[][] {{-1, 0, 0, 0}, {0, -1, 0, 0}, {0, 0, map.contains("sub-04") ? 5 : 3, 0}}),
                "",
                true,
                Progress.NONE);
        Files.writeString(
                folder.resolve(map + ".json"),
                "{\"Method\": \"" + method + "\", \"Protocol\": {\"FlipAngle\": " + flip + "}, \"Other\": 1}");
    }

    private Norms norms(String... words) throws IOException {
        assertThat(launch("norms", List.of(words))).isZero();
        String output = words[words.length - 1].replace("output=", "");
        assertThat(folder.resolve(output)).isDirectoryContaining(file -> file.endsWith("norms.png"));
        return Norms.read(folder.resolve(output).resolve("norms.json"));
    }

    @Test
    void learnsFromEverybodyWhoWasMeasuredAlike() throws IOException {
        Norms norms = norms("output=all");
        assertThat(norms.origin()).isEqualTo("Study of bssfp");
        assertThat(norms.conditions().toString())
                .isEqualTo("{\"Method\":\"A\",\"Protocol\":{\"FlipAngle\":15.0},\"VoxelSizeMm\":[1.0,1.0,3.0]}");
        assertThat(norms.norms()).extracting(Norm::map).containsExactly("T1", "T2");
        Norm t1 = norms.of("white matter", "T1").orElseThrow();
        // one with another flip angle is no part, and six who are ill are too far off
        assertThat(t1.people()).isEqualTo(52);
        assertThat(t1.leftOut()).isEqualTo(6);
        Person old = new Person(OptionalDouble.of(70), Optional.of(Sex.FEMALE));
        assertThat(t1.at(old).value()).isCloseTo(920, within(8.0));
        assertThat(t1.spread()).isCloseTo(10, within(3.0));
        String notes = Files.readString(folder.resolve("all/norms.json"));
        assertThat(notes)
                .contains("sub-03 is left out: its flip angle (degrees) is 20.0, that of most is 15.0.")
                .contains(
                        "sub-04 is left out: its size of voxels (mm) is [1.0,1.0,5.0], that of most is [1.0,1.0,3.0].")
                .contains("T1 of white matter is too far off and left out of sub-10 (")
                .contains("1 person has several examinations or runs, of which the first counts: sub-05.")
                .contains("58 medians of fewer than 10 voxels do not count.")
                .contains("58 of 58 people have no T1 of small, too few voxels or beyond the range of the method.");
    }

    @Test
    void learnsFromThoseAloneWhoWereChosen() throws IOException {
        Norm t1 = norms("only=group=control", "adjust=nothing", "name=Scanner 1", "output=controls")
                .of("white matter", "T1")
                .orElseThrow();
        assertThat(t1.leftOut()).isZero();
        assertThat(t1.people()).isEqualTo(52);
        assertThat(t1.coefficients()).hasSize(1);
        assertThat(t1.refusal(new Person(OptionalDouble.empty(), Optional.empty())))
                .isEmpty();
        assertThat(Files.readString(folder.resolve("controls/norms.json"))).contains("\"Origin\": \"Scanner 1\"");
    }

    /** Two regions of one person. */
    private static void namesakes(String name, String second, String unit, double median) throws IOException {
        StringBuilder rows = new StringBuilder(HEADING + row("sub-01", "n/a", "A", "T1", "a", 500, median));
        rows.append(row("sub-01", "n/a", "A", "T1", second, 500, 900).replace("\tms\t", "\t" + unit + "\t"));
        study(name, new StringBuilder(rows.toString().replace("NaN", "n/a")));
        record(name + "/sub-01/anat/sub-01_T1map", "A", 15);
    }

    private static StringBuilder women() throws IOException {
        StringBuilder rows = new StringBuilder(HEADING);
        StringBuilder people = new StringBuilder("participant_id\tage\tsex\n");
        for (int k = 10; k < 30; k++) {
            rows.append(row("sub-" + k, "n/a", "A", "T1", "a", 500, 900 + k));
            people.append("sub-" + k + "\t" + k + "\tF\n");
            record("women/sub-" + k + "/anat/sub-" + k + "_T1map", "A", 15);
        }
        Files.writeString(folder.resolve("women.tsv"), people);
        return rows;
    }

    @Test
    void namesWhatItCouldNotRead() throws IOException {
        Files.writeString(
                folder.resolve("odd.tsv"),
                Files.readString(folder.resolve("bids/participants.tsv"))
                        .replaceFirst("sub-01\t[0-9]+", "sub-01\t45Y")
                        .replaceFirst("sub-02\t([0-9]+)\tM", "sub-02\t$1\t2")
                        .replaceFirst("sub-07\t.*\n", ""));
        norms("people=odd.tsv", "output=odd");
        assertThat(Files.readString(folder.resolve("odd/norms.json")))
                .contains("sub-01 has an age that cannot be read (expected years such as 45).")
                .contains("sub-02 has a sex that cannot be read (expected F or M).")
                .contains("sub-07 is not in the table of people.")
                .contains("3 people do not count for T1 of white matter, since their age or sex is not known.");
    }
}
