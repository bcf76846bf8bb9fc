package org.relaxometry.bssfp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walls between the rooms: a room imports only rooms below it, and foreign libraries stay where they belong. */
class ArchitectureTest {

    /** From the ground floor up. */
    private static final List<String> ROOMS = List.of(
            "protocol",
            "signal",
            "configuration",
            "estimation",
            "training",
            "montecarlo",
            "preprocessing",
            "volume",
            "io",
            "plot",
            "command");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.relaxometry.bssfp");

    @Test
    void roomsImportOnlyRoomsBelow() {
        for (int i = 0; i + 1 < ROOMS.size(); i++) {
            String[] above = ROOMS.subList(i + 1, ROOMS.size()).stream()
                    .map(ArchitectureTest::inside)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(inside(ROOMS.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassLivesInARoom() {
        assertThat(CLASSES)
                .allMatch(each -> ROOMS.contains(each.getPackageName().split("\\.")[3]));
    }

    @Test
    void methodsNeverImportOneAnother() {
        slices().matching("org.relaxometry.bssfp.estimation.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void librariesStayInTheirRooms() {
        only("net.imglib2..", "volume", "preprocessing", "io", "command");
        only("ij..", "io", "plot", "command");
        only("org.scijava..", "command");
        only("org.jfree..", "plot");
        only("ai.djl..", "estimation.network", "training");
    }

    @Test
    void onlyCommandsTalkToUsers() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("command"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    private static void only(String library, String... rooms) {
        String[] packages =
                List.of(rooms).stream().map(ArchitectureTest::inside).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static String inside(String room) {
        return "org.relaxometry.bssfp." + room + "..";
    }
}
