package org.relaxometry.bssfp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page about the architecture against the code. {@code mvn -q test -Dtest=ArchitecturePageTest -Darchitecture.draw} draws
 * its picture anew.
 */
class ArchitecturePageTest {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Path PICTURE = Path.of("docs/images/architecture.svg");

    @Test
    void theTableListsTheRoomsFromTheGroundFloorUp() throws IOException {
        assertThat(all("(?m)^\\| `([a-z0-9.]+)` \\|")).isEqualTo(ArchitectureTest.ROOMS);
    }

    @Test
    void everyClassThatThePageNamesExists() throws IOException {
        assertThat(ArchitectureTest.CLASSES.stream()
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet()))
                .containsAll(all("`([A-Z]\\w*[a-z]\\w*)(?<!Test)`"));
    }

    @Test
    void thePictureShowsTheArrowsOfTheCode() throws IOException {
        String svg = new HousePicture(House.of(ArchitectureTest.CLASSES, ArchitectureTest.BASE, ArchitectureTest.ROOMS))
                .svg();
        if (System.getProperty("architecture.draw") != null) {
            Files.writeString(PICTURE, svg);
        }
        assertThat(PICTURE)
                .as("drawn anew by mvn -q test -Dtest=ArchitecturePageTest -Darchitecture.draw")
                .content()
                .isEqualTo(svg);
    }

    private static List<String> all(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
