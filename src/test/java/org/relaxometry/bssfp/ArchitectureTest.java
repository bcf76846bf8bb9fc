package org.relaxometry.bssfp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import ij.IJ;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;

/** The walls between the rooms: a room imports only rooms below it, and foreign libraries stay where they belong. */
class ArchitectureTest {

    static final String BASE = "org.relaxometry.bssfp";

    /** Files in the largest room. A room that outgrows a screen wants to be divided. */
    private static final int LARGEST_ROOM = 20;

    /** Every package, from the ground floor up. */
    static final List<String> ROOMS = List.of(
            "text",
            "protocol",
            "concurrent",
            "signal",
            "space",
            "statistics",
            "estimation",
            "estimation.likelihood",
            "estimation.posterior",
            "estimation.miracle",
            "estimation.network",
            "estimation.fat",
            "volume",
            "volume.adaptive",
            "volume.fat",
            "volume.correction",
            "training.pass",
            "training",
            "io.file",
            "io.sidecar",
            "io.nifti",
            "io.dicom.pixel",
            "io.dicom",
            "io.dicom.write",
            "io.model",
            "io.image",
            "io.map",
            "io.load",
            "io.roi",
            "io.series.scan",
            "io.series",
            "io.bids",
            "method",
            "preprocessing.check",
            "preprocessing.consistency",
            "preprocessing.b1",
            "preprocessing.gibbs",
            "preprocessing.mask",
            "preprocessing.motion",
            "preprocessing.phase",
            "preprocessing.unwrapping",
            "mapping",
            "contrast",
            "followup",
            "montecarlo",
            "montecarlo.study",
            "montecarlo.phantom",
            "montecarlo.roi",
            "montecarlo.inspect",
            "cohort",
            "norm",
            "plot.style",
            "plot.chart",
            "plot.map",
            "plot.study",
            "plot.window",
            "app.key",
            "app.screen",
            "app.form",
            "app.frame",
            "app.script",
            "app.group",
            "app.result",
            "app.estimate",
            "app.bringin",
            "app.preprocess",
            "app.quality",
            "app.roi",
            "app.map",
            "app.fat",
            "app.image",
            "app.followup",
            "app.train",
            "app.study",
            "app.guide",
            "app.clinic",
            "app.cohort",
            "app.report");

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @ParameterizedTest
    @FieldSource("ROOMS")
    void roomImportsOnlyRoomsBelow(String room) {
        String[] above = ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()).stream()
                .map(ArchitectureTest::exactly)
                .toArray(String[]::new);
        if (above.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(exactly(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassLivesInARoom() {
        assertThat(CLASSES).extracting(JavaClass::getPackageName).allMatch(name -> ROOMS.contains(roomOf(name)));
    }

    @Test
    void roomsAreFreeOfCirclesAtAllDepths() {
        for (String depth : List.of(BASE + ".(*)..", BASE + ".(**)", BASE + ".(*).(*)..")) {
            slices().matching(depth).should().beFreeOfCycles().check(CLASSES);
        }
    }

    @Test
    void roomFitsAScreen() {
        var files = CLASSES.stream()
                .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(each -> roomOf(each.getPackageName()), Collectors.counting()));
        assertThat(files).allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(LARGEST_ROOM));
    }

    @Test
    void methodsNeverImportOneAnother() {
        // but for the fit of the ellipse, on which likelihood alone and likelihood with a prior both stand
        slices().matching(BASE + ".estimation.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAPackage(BASE + ".estimation.posterior"), equivalentTo(EllipseFit.class))
                .check(CLASSES);
    }

    @Test
    void librariesStayInTheirRooms() {
        only("net.imglib2..", "space", "volume..", "preprocessing..", "io..", "app..");
        only("ij..", "io..", "plot..", "app..");
        only("org.scijava..", "app..");
        only(
                "org.apache.commons.statistics..",
                "estimation.posterior",
                "followup",
                "montecarlo..",
                "preprocessing..",
                "cohort",
                "norm");
        only("org.jfree..", "plot..");
        only("com.openhtmltopdf..", "io.file");
        only("org.apache.pdfbox..", "io.file");
        only("ai.djl..", "estimation.network", "training..");
    }

    @Test
    void onlyCommandsTalkToUsers() {
        noClasses()
                .that()
                .resideOutsideOfPackage(exactly("app.."))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    /** A tree of JSON that is nested without limit ends the thread that prints it. */
    @Test
    void jsonIsReadWithALimitOfItsDepth() {
        noClasses()
                .that()
                .doNotHaveSimpleName("BoundedJson")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.google.gson.JsonParser")
                .orShould()
                .callMethodWhere(target(owner(equivalentTo(Gson.class)))
                        .and(target(name("fromJson")).or(target(name("getAdapter")))))
                .check(CLASSES);
    }

    /** Where titles of images can stand, which may be no paths, and what a user typed: FileName knows both. */
    @Test
    void namesBecomePathsWhereItIsKnownThatTheyMayBeNone() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(FileName|ResultFolder|ImageOpener|ProtocolSource|NiftiImages|PyTorch)")
                .and()
                .resideOutsideOfPackage(exactly("bench"))
                .should()
                .callMethod(Path.class, "of", String.class, String[].class)
                .check(CLASSES);
    }

    /** ImageIO keeps pictures in a temporary file, which may be full or not there. */
    @Test
    void picturesAreWrittenWithoutATemporaryFolder() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(equivalentTo(ImageIO.class))).and(target(name("write"))))
                .check(CLASSES);
    }

    /** Below the commands nobody opens a window, a message or a line in the log of ImageJ; files are opened without its messages. */
    @Test
    void imageJsDesktopIsLeftToCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackages(exactly("app.."), exactly("plot.window"), exactly("bench"))
                .should()
                .callMethodWhere(target(owner(equivalentTo(IJ.class))).and(not(target(name("redirectErrorMessages")))))
                .check(CLASSES);
    }

    private static void only(String library, String... rooms) {
        String[] packages =
                List.of(rooms).stream().map(ArchitectureTest::exactly).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static String exactly(String room) {
        return BASE + "." + room;
    }

    private static String roomOf(String packageName) {
        return packageName.substring(BASE.length() + 1);
    }
}
