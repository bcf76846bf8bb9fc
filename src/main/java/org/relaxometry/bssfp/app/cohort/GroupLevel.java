package org.relaxometry.bssfp.app.cohort;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import org.relaxometry.bssfp.app.frame.PageWindow;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.bids.Tsv;
import org.relaxometry.bssfp.text.Version;

/** All examinations that have results, together. */
final class GroupLevel {

    private GroupLevel() {}

    /**
     * Writes tables and page.
     *
     * @param command that tells the user
     * @param folder of the results
     */
    static void run(RelaxometryCommand command, BidsDataset dataset, Path folder) throws IOException {
        Group group = Group.read(folder, command.progress("Reading results"));
        Gson gson = new Gson();
        StudyFolder.write(folder.resolve("group_regions.tsv"), Tsv.text(group.regionTable()));
        StudyFolder.write(folder.resolve("group_regions.json"), gson.toJson(RegionTable.dictionary()) + "\n");
        StudyFolder.write(folder.resolve("group_quality.tsv"), Tsv.text(group.qualityTable()));
        StudyFolder.write(folder.resolve("group_quality.json"), gson.toJson(QualityNumbers.dictionary()) + "\n");
        StudyFolder.write(folder.resolve("group_outliers.tsv"), Tsv.text(group.outlierTable()));
        StudyFolder.write(folder.resolve("group_outliers.json"), gson.toJson(Group.outlierDictionary()) + "\n");
        String html = GroupPage.html(dataset.name(), folder, group, "Made by " + Version.program() + ".");
        StudyFolder.write(folder.resolve("group.html"), html);
        command.log("Group: " + group.members().size() + " series, "
                + group.outliers().size() + " unusual values. Page: " + folder.resolve("group.html"));
        if (command.audience().isPerson()) {
            PageWindow.open(folder.resolve("group.html"));
        }
    }
}
