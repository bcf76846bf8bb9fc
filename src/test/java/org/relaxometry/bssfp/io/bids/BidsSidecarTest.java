package org.relaxometry.bssfp.io.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inheritance principle, filters, companions, and what is no data set. */
class BidsSidecarTest {

    private static final long[] FOUR = {2, 2, 2, 4};
    private static final long[] ONE = {2, 2, 2};
    private static final String ANAT = "sub-01/anat/sub-01_";

    @TempDir
    Path folder;

    private MadeDataset made;

    @BeforeEach
    void make() throws IOException {
        made = new MadeDataset(folder);
        made.images(FOUR, ANAT + "part-mag_bssfp.nii.gz", ANAT + "part-phase_bssfp.nii.gz");
    }

    private BidsFile file(String name) {
        Path path = folder.resolve(name);
        return new BidsFile(path, BidsName.of(path).orElseThrow());
    }

    private BidsSeries series() throws IOException {
        BidsDataset dataset = made.open();
        return SeriesFinder.find(dataset.files(new BidsDataset.Visit("01", "")), dataset.root(), BidsFilter.usual())
                .series()
                .get(0);
    }

    @Test
    void theNearerAndTheMoreSpecificFileCountsMore() throws IOException {
        made.text("bssfp.json", "{\"FlipAngle\": 10, \"EchoTime\": 0.002, \"Units\": \"a\"}");
        made.text("part-phase_bssfp.json", "{\"Units\": \"rad\"}");
        made.text("task-rest_bssfp.json", "{\"FlipAngle\": 99}");
        made.text("T1w.json", "{\"FlipAngle\": 98}");
        made.text("sub-01/sub-01_bssfp.json", "{\"FlipAngle\": 15}");
        made.text(ANAT + "part-mag_bssfp.json", "{\"EchoTime\": 0.003}");
        BidsSidecar magnitude = BidsSidecar.of(file(ANAT + "part-mag_bssfp.nii.gz"), folder);
        assertThat(magnitude.members().toString()).isEqualTo("{\"FlipAngle\":15,\"EchoTime\":0.003,\"Units\":\"a\"}");
        assertThat(magnitude.files()).hasSize(3);
        BidsSidecar phase = BidsSidecar.of(file(ANAT + "part-phase_bssfp.nii.gz"), folder);
        assertThat(phase.members().toString()).isEqualTo("{\"FlipAngle\":15,\"EchoTime\":0.002,\"Units\":\"rad\"}");
        made.text("sub-01/sub-01_bssfp.json", "{\"FlipAngle\": ");
        assertThatThrownBy(() -> BidsSidecar.of(file(ANAT + "part-mag_bssfp.nii.gz"), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sub-01_bssfp.json is not valid JSON");
    }

    @Test
    void ofSeveralB1MapsTheOneThatIsIntendedForTheSeriesCounts() throws IOException {
        Companions companions = new Companions(made.open(), BidsFilter.usual(), folder.resolve("out"));
        BidsDataset.Visit visit = new BidsDataset.Visit("01", "");
        assertThat(companions.b1(visit, series()).file()).isEmpty();
        made.images(ONE, "sub-01/fmap/sub-01_run-1_TB1map.nii.gz");
        assertThat(companions.b1(visit, series()).file()).isPresent();
        made.images(ONE, "sub-01/fmap/sub-01_run-2_TB1map.nii.gz");
        Companions.Choice two = companions.b1(visit, series());
        assertThat(two.file()).isEmpty();
        assertThat(two.remark()).contains("There are 2 B1 maps", "IntendedFor");
        made.text(
                "sub-01/fmap/sub-01_run-2_TB1map.json",
                "{\"IntendedFor\": [\"bids::sub-01/anat/sub-01_part-mag_bssfp.nii.gz\"]}");
        assertThat(companions.b1(visit, series()).file().orElseThrow().name().entity("run"))
                .isEqualTo("2");
    }

    @Test
    void labelsAreThoseOnTheVoxelsOfTheSeriesWithTheirNames() throws IOException {
        Companions companions = new Companions(made.open(), BidsFilter.usual(), folder.resolve("out"));
        BidsDataset.Visit visit = new BidsDataset.Visit("01", "");
        made.images(new long[] {3, 2, 2}, "derivatives/other/sub-01/anat/sub-01_dseg.nii.gz");
        made.images(ONE, "derivatives/mine/sub-01/anat/sub-01_dseg.nii.gz");
        made.text("derivatives/mine/dataset_description.json", "{}");
        made.text("derivatives/mine/dseg.tsv", "index\tname\n1\twhite matter\n7\tlesion\n");
        BidsFile labels = companions.labels(visit, series(), "").file().orElseThrow();
        assertThat(labels.path()).hasFileName("sub-01_dseg.nii.gz").startsWith(folder.resolve("derivatives/mine"));
        assertThat(Companions.labelNames(labels.path()))
                .containsEntry(1, "white matter")
                .containsEntry(7, "lesion");
        made.images(ONE, "derivatives/third/sub-01/anat/sub-01_dseg.nii.gz");
        assertThat(companions.labels(visit, series(), "").remark()).contains("There are 2 label images");
        assertThat(companions.labels(visit, series(), "third").file()).isPresent();
        assertThatThrownBy(() -> companions.labels(visit, series(), "fourth"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fourth");
    }

    @Test
    void whatIsNoDataSetIsSaid() throws IOException {
        assertThatThrownBy(() -> BidsDataset.open(folder.resolve("none").toString()))
                .hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> BidsDataset.open(folder.resolve("sub-01").toString()))
                .hasMessageContaining("has no dataset_description.json");
        made.text(BidsDataset.DESCRIPTION, "{\"Name\": \"x\"}");
        assertThatThrownBy(() -> made.open()).hasMessageContaining("does not state BIDSVersion");
        made.text(BidsDataset.DESCRIPTION, "[1]");
        assertThatThrownBy(() -> made.open()).hasMessageContaining("must hold one JSON object");
    }
}
