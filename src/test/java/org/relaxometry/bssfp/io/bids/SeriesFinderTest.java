package org.relaxometry.bssfp.io.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.io.bids.BidsDataset.Visit;

/** Which files are one series, however a group names them. */
class SeriesFinderTest {

    private static final long[] ONE = {2, 2, 2};
    private static final long[] FOUR = {2, 2, 2, 4};

    @TempDir
    Path folder;

    private MadeDataset made;

    @BeforeEach
    void make() throws IOException {
        made = new MadeDataset(folder);
    }

    private SeriesFinder.Found found(Visit visit, BidsFilter filter) throws IOException {
        BidsDataset dataset = made.open();
        return SeriesFinder.find(dataset.files(visit), dataset.root(), filter);
    }

    private SeriesFinder.Found found() throws IOException {
        return found(new Visit("01", ""), BidsFilter.usual());
    }

    @Test
    void aFileOfAllCyclesAndItsPhaseAreASeriesAndRunsAreSeveral() throws IOException {
        made.images(
                FOUR,
                "sub-01/anat/sub-01_run-1_part-mag_bssfp.nii.gz",
                "sub-01/anat/sub-01_run-1_part-phase_bssfp.nii.gz",
                "sub-01/anat/sub-01_run-2_part-real_bssfp.nii.gz",
                "sub-01/anat/sub-01_run-2_part-imag_bssfp.nii.gz");
        SeriesFinder.Found found = found();
        assertThat(found.skipped()).isEmpty();
        assertThat(found.series())
                .extracting(series -> series.name().stem(), BidsSeries::cycles, series -> series.parts()
                        .get(0)
                        .polar())
                .containsExactly(tuple("sub-01_run-1", 4, true), tuple("sub-01_run-2", 4, false));
        assertThat(found.series()).extracting(BidsSeries::kind).containsOnly("bssfp");
    }

    @Test
    void cyclesAreToldApartByTheNumberInWhichTheyDiffer() throws IOException {
        for (int run = 1; run <= 2; run++) {
            for (int cycle : new int[] {2, 10, 1, 3}) {
                for (String part : new String[] {"mag", "phase"}) {
                    made.images(
                            ONE,
                            "sub-01/anat/sub-01_acq-pc%02d_run-%d_part-%s_bssfp.nii.gz".formatted(cycle, run, part));
                }
            }
        }
        SeriesFinder.Found found = found();
        assertThat(found.skipped()).isEmpty();
        assertThat(found.series())
                .extracting(series -> series.name().stem())
                .containsExactly("sub-01_acq-pc_run-1", "sub-01_acq-pc_run-2");
        assertThat(found.series().get(0).parts())
                .extracting(BidsSeries.Parts::number)
                .containsExactly(1L, 2L, 3L, 10L);
        assertThat(found.series()).extracting(BidsSeries::kind).containsOnly("acq-pc_bssfp");
    }

    @Test
    void withoutPartTheKindOfImageSays() throws IOException {
        for (int echo = 1; echo <= 3; echo++) {
            made.images(
                    ONE,
                    "sub-01/anat/sub-01_rec-m_echo-%d_bssfp.nii.gz".formatted(echo),
                    "sub-01/anat/sub-01_rec-p_echo-%d_bssfp.nii.gz".formatted(echo));
            made.text(
                    "sub-01/anat/sub-01_rec-p_echo-%d_bssfp.json".formatted(echo),
                    "{\"ImageType\": [\"ORIGINAL\", \"PRIMARY\", \"P\", \"ND\"]}");
        }
        SeriesFinder.Found found = found();
        // the two halves have names that differ otherwise, so neither has its partner
        assertThat(found.series()).isEmpty();
        assertThat(found.skipped())
                .extracting(SeriesFinder.Skipped::reason)
                .anyMatch(reason -> reason.startsWith("sub-01_rec-p_echo-1: There is part-phase alone"));
    }

    @Test
    void aFilterSaysOtherNamesAndTheEntityOfCycles() throws IOException {
        for (int run = 1; run <= 3; run++) {
            made.images(
                    ONE,
                    "sub-01/func/sub-01_task-bSSFP_run-%d_part-mag_bold.nii".formatted(run),
                    "sub-01/func/sub-01_task-bSSFP_run-%d_part-phase_bold.nii".formatted(run),
                    "sub-01/func/sub-01_task-rest_run-%d_part-mag_bold.nii".formatted(run));
        }
        assertThat(found().series()).isEmpty();
        BidsFilter filter = BidsFilter.of(JsonParser.parseString(
                        "{\"bssfp\": {\"suffix\": \"bold\", \"task\": [\"bSSFP\"], \"session\": null, \"cycle\": \"run\"}}")
                .getAsJsonObject());
        SeriesFinder.Found found = found(new Visit("01", ""), filter);
        assertThat(found.skipped()).isEmpty();
        assertThat(found.series()).singleElement().satisfies(series -> {
            assertThat(series.cycles()).isEqualTo(3);
            assertThat(series.name().stem()).isEqualTo("sub-01_task-bSSFP");
        });
    }

    @Test
    void whatIsNoSeriesIsNamedWithTheReason() throws IOException {
        made.images(FOUR, "sub-01/anat/sub-01_acq-a_part-mag_bssfp.nii.gz");
        made.images(
                FOUR,
                "sub-01/anat/sub-01_acq-b_part-mag_bssfp.nii.gz",
                "sub-01/anat/sub-01_acq-b_part-mag_bssfp.nii",
                "sub-01/anat/sub-01_acq-b_part-phase_bssfp.nii");
        made.images(ONE, "sub-01/anat/sub-01_acq-c_part-mag_bssfp.nii.gz");
        made.text("sub-01/anat/sub-01_acq-d_part-mag_bssfp.nii", "no image");
        SeriesFinder.Found found = found();
        assertThat(found.series()).isEmpty();
        assertThat(found.skipped())
                .extracting(SeriesFinder.Skipped::name)
                .containsExactlyInAnyOrder("sub-01_acq-a", "sub-01_acq-b", "sub-01_acq-c", "sub-01_acq-d");
        assertThat(found.skipped())
                .extracting(SeriesFinder.Skipped::reason)
                .anyMatch(reason -> reason.contains("part-mag alone"))
                .anyMatch(reason -> reason.contains("are the same part of one image"))
                .anyMatch(reason -> reason.contains("It is a single image"));
    }

    @Test
    void sessionsAreExaminationsOfTheirOwn() throws IOException {
        made.images(
                FOUR,
                "sub-01/ses-2/anat/sub-01_ses-2_part-mag_bssfp.nii.gz",
                "sub-01/ses-2/anat/sub-01_ses-2_part-phase_bssfp.nii.gz",
                "sub-01/ses-10/anat/sub-01_ses-10_part-mag_bssfp.nii.gz",
                "sub-03/anat/sub-03_part-mag_bssfp.nii.gz");
        assertThat(made.open().visits())
                .containsExactly(new Visit("01", "2"), new Visit("01", "10"), new Visit("03", ""));
        assertThat(found(new Visit("01", "2"), BidsFilter.usual()).series()).hasSize(1);
        assertThat(found(new Visit("01", "10"), BidsFilter.usual()).series()).isEmpty();
    }
}
