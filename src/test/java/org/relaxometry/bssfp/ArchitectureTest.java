package org.relaxometry.bssfp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the rooms: a room imports only rooms below it, and foreign libraries stay where they belong. */
@AnalyzeClasses(packages = "org.relaxometry.bssfp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule roomsImportOnlyRoomsBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("protocol")
            .definedBy("..protocol..")
            .layer("signal")
            .definedBy("..signal..")
            .layer("configuration")
            .definedBy("..configuration..")
            .layer("estimation")
            .definedBy("..estimation..")
            .layer("preprocessing")
            .definedBy("..preprocessing..")
            .layer("volume")
            .definedBy("..volume..")
            .layer("io")
            .definedBy("..io..")
            .layer("plot")
            .definedBy("..plot..")
            .layer("command")
            .definedBy("..command..")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("plot")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("io")
            .mayOnlyBeAccessedByLayers("command", "plot")
            .whereLayer("volume")
            .mayOnlyBeAccessedByLayers("command", "plot", "io")
            .whereLayer("preprocessing")
            .mayOnlyBeAccessedByLayers("command", "plot", "io", "volume")
            .whereLayer("estimation")
            .mayOnlyBeAccessedByLayers("command", "plot", "io", "volume", "preprocessing")
            .whereLayer("configuration")
            .mayOnlyBeAccessedByLayers("command", "plot", "io", "volume", "preprocessing", "estimation")
            .whereLayer("signal")
            .mayOnlyBeAccessedByLayers(
                    "command", "plot", "io", "volume", "preprocessing", "estimation", "configuration");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.relaxometry.bssfp.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule methodsNeverImportOneAnother =
            slices().matching("org.relaxometry.bssfp.estimation.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule imgLib2StaysInItsRooms = noClasses()
            .that()
            .resideOutsideOfPackages("..volume..", "..preprocessing..", "..io..", "..command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.imglib2..");

    @ArchTest
    static final ArchRule imageJStaysInItsRooms = noClasses()
            .that()
            .resideOutsideOfPackages("..io..", "..plot..", "..command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ij..");

    @ArchTest
    static final ArchRule sciJavaStaysInCommands = noClasses()
            .that()
            .resideOutsideOfPackage("..command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.scijava..");

    @ArchTest
    static final ArchRule onlyCommandsTalkToUsers = noClasses()
            .that()
            .resideOutsideOfPackage("..command..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
