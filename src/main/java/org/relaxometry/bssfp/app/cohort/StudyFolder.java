package org.relaxometry.bssfp.app.cohort;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.text.Version;

/** The folder of a study's results, which is a BIDS derivative. */
final class StudyFolder {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** What is ours and not of the standard. */
    private static final List<String> IGNORED = List.of(
            "study.json",
            "group*",
            "logs/",
            VisitRun.UNFINISHED + "/",
            "**/figures/",
            "**/*_qc.html",
            "**/*_regions.tsv",
            "**/*_regions.json",
            "**/*_record.json",
            "**/*_desc-*",
            "**/*sigmamap.*",
            "**/*removedmap.*",
            "**/*lowmap.*",
            "**/*highmap.*",
            "**/*abovemap.*",
            "**/*_fieldmap.*",
            "**/*_residualmap.*",
            "**/*_effectivevoxelsmap.*",
            "**/*_statusmap.*");

    private static final String README =
            """
            Maps of T1, T2 and off-resonance from phase-cycled bSSFP, made by %s.

            sub-*/[ses-*/]anat     maps: T1map and T2map in s, fieldmap in Hz, M0map, their standard deviations (sigmamap),
                                   residualmap (part of the signal that the model misses), statusmap (why a voxel has no value:
                                   see its JSON file), the mask of the brain
            sub-*/[ses-*/]fmap     B1 map on the voxels of the series, as a ratio
            sub-*/[ses-*/]figures  pictures
            sub-*_qc.html          quality control of a series
            sub-*_regions.tsv      values of the maps within the brain and within regions
            sub-*_record.json      what became of every series, what it depends on, checksums of all files
            logs/                  what was said while an examination was processed
            study.json             the settings of the study
            group_*.tsv, group.html  all examinations together

            Research software, not a medical device.
            """;

    private StudyFolder() {}

    /**
     * The folder, as it was typed; made if it does not exist.
     *
     * @throws IOException if it cannot be made or written to
     */
    static Path open(String typed) throws IOException {
        Path folder;
        try {
            folder = FileName.path(typed).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IOException("\"" + typed + "\" is not the name of a folder." + FileName.foreignLetters(typed), e);
        }
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw new FileSystemException("The output folder cannot be made: " + existing + " is not a folder.");
        }
        if (!Files.isWritable(existing)) {
            throw new FileSystemException(
                    "The output folder cannot be written to: no permission for " + existing + ".");
        }
        return Files.createDirectories(folder);
    }

    /** Says what the folder is, in the files that a derivative must have. */
    static void describe(Path folder, BidsDataset source) throws IOException {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("Name", "bSSFP relaxometry of " + (source.name().isEmpty() ? "a study" : source.name()));
        description.put("BIDSVersion", "1.9.0");
        description.put("DatasetType", "derivative");
        Map<String, String> by = new LinkedHashMap<>();
        by.put("Name", Version.PROGRAM);
        by.put("Version", Version.current());
        description.put("GeneratedBy", List.of(by));
        description.put(
                "SourceDatasets", List.of(Map.of("URL", source.root().toUri().toString())));
        description.put(
                "DatasetLinks", Map.of(Derivative.RAW, source.root().toUri().toString()));
        description.put(
                "HowToAcknowledge",
                "Please cite doi:10.1038/s41598-025-88579-z and the methods that the JSON files of the maps name.");
        write(folder.resolve(BidsDataset.DESCRIPTION), GSON.toJson(description) + "\n");
        write(folder.resolve(".bidsignore"), String.join("\n", IGNORED) + "\n");
        write(folder.resolve("README"), README.formatted(Version.program()));
    }

    /** Unless it says the same already. */
    static void write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Files.isRegularFile(file) || !Arrays.equals(bytes, Files.readAllBytes(file))) {
            AtomicFile.write(file, true, out -> out.write(bytes));
        }
    }
}
