package org.relaxometry.bssfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.BrokenStudy.Fault;
import org.relaxometry.bssfp.app.frame.Launcher;

/** Each fault changes files of its subject, and of no other. */
class BrokenStudyTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"one file", "file per cycle"})
    void everyFaultChangesItsSubjectOnly(String layout) throws IOException {
        Path study = folder.resolve("study");
        assertThat(Launcher.launch(new String[] {
                    "samplestudy", "output=" + study, "subjects=8", "slices=7-8", "cycles=6", "layout=" + layout
                }))
                .isZero();
        for (Fault fault : Fault.values()) {
            String subject = "sub-0" + (fault.ordinal() + 1);
            Map<Path, Integer> before = contents(study);
            BrokenStudy.breakSubject(study, subject, fault);
            Map<Path, Integer> after = contents(study);
            List<Path> changed = before.keySet().stream()
                    .filter(file -> !before.get(file).equals(after.get(file)))
                    .toList();
            assertThat(changed)
                    .as(fault.name())
                    .isNotEmpty()
                    .allMatch(file -> file.startsWith(study.resolve(subject).resolve("anat")));
        }
    }

    private static Map<Path, Integer> contents(Path study) throws IOException {
        Map<Path, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(study)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
