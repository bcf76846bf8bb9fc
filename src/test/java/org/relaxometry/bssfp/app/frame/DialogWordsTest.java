package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.key.Key;
import org.scijava.Context;
import org.scijava.command.CommandService;

class DialogWordsTest {

    /** A literal of Java that holds more than one word. */
    private static final Pattern SENTENCE = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])* (?:\\\\.|[^\"\\\\\n])*\"");

    @Test
    void messagesNameTheFieldsOfTheDialog() {
        assertThat(words("import", "correct them with increments=…."))
                .isEqualTo("correct them with “Increments (degrees)”.");
        assertThat(words("import", "Nothing to import was given: give folder=FOLDER."))
                .isEqualTo("Nothing to import was given: give “Folder of the series”.");
        assertThat(words(
                        "import",
                        "say so with order=1-12; if not, give its numbers in the right order, such as order=3,1,2."))
                .isEqualTo(
                        "say so with “Order of the cycles”: 1-12; if not, give its numbers in the right order, such as"
                                + " “Order of the cycles”: 3,1,2.");
        assertThat(words("map", "tr must be a number of ms, but is \"x\"."))
                .isEqualTo("“TR (ms)” must be a number of ms, but is \"x\".");
        assertThat(words("map", "'increments' is '0, 180'.")).isEqualTo("“Increments (degrees)” is '0, 180'.");
    }

    @Test
    void messagesThatBeginWithAKeyNameItsField() {
        assertThat(words("map", "tbw is used by the pulse shapes sinc and gaussian only."))
                .isEqualTo("“Time-bandwidth product” is used by the pulse shapes sinc and gaussian only.");
        assertThat(words("map", "WARNING: engine is used by networks only."))
                .isEqualTo("WARNING: “Engine of networks” is used by networks only.");
        assertThat(words("followup", "'before' and 'after' are the same maps."))
                .isEqualTo("“Before” and “After” are the same maps.");
    }

    @Test
    void warningsStandInRecordsOnlyWhereThereAreSome() {
        assertThat(WarningsWindow.alsoIn(true))
                .isEqualTo("They stand in the log and in the records of the results, too.");
        assertThat(WarningsWindow.alsoIn(false)).isEqualTo("They stand in the log, too.");
    }

    @Test
    void everyMessageNamesKeysInAWayThatADialogCanTranslate() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Context context = new Context(CommandService.class)) {
            CommandRunner.commands(context)
                    .forEach(info ->
                            CommandRunner.of(context, info.getName()).keys().forEach(key -> names.add(key.name())));
        }
        String all = String.join("|", names);
        String odd = names.stream().filter(DialogWordsTest::isNoWord).collect(Collectors.joining("|"));
        Pattern bare =
                Pattern.compile("(?<![\\w.'=/<-])(" + odd + ")(?![\\w='.-]| angle)|\\bkeys? (" + all + ")\\b(?! \\[%)");
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file, StandardCharsets.UTF_8)
                        .replaceAll("(?s)/\\*.*?\\*/", "")
                        .replaceAll("\"\\s*\\+\\s*\"", "");
                SENTENCE.matcher(code)
                        .results()
                        .map(MatchResult::group)
                        .filter(text -> bare.matcher(text.replaceFirst("^\"\\w+ ", "\""))
                                .find())
                        .forEach(text -> wrong.add(file.getFileName() + " " + text));
            }
        }
        assertThat(names).contains("b0field", "patientid");
        assertThat(wrong).isEmpty();
    }

    /** Others are words of the language too, and mostly stand for themselves. */
    private static boolean isNoWord(String name) {
        return name.matches(
                ".*\\d.*|tr|te|tbw|flip|fieldmap|patientid|phaseunit|pulseshape|snrof|noisemap|priorfile|firstunit|secondunit");
    }

    @Test
    void whatIsNoKeyOfTheCommandStays() {
        assertThat(words("map", "Give list=true, or 'brain_mag'.")).isEqualTo("Give list=true, or 'brain_mag'.");
    }

    @Test
    void placesStayAsTheyAre() {
        assertThat(words("map", "There is no file '/data/tr=4.8/mag.nii' or 'C:\\flip=15\\mag.nii'. Give tr=5."))
                .isEqualTo("There is no file '/data/tr=4.8/mag.nii' or 'C:\\flip=15\\mag.nii'. Give “TR (ms)”: 5.");
    }

    @Test
    void whatIsTickedIsCalledSo() {
        assertThat(
                        words(
                                "report",
                                "With document=true a file is written, but into which folder was not given. Give output=FOLDER."))
                .isEqualTo(
                        "With “Document for the PACS” (ticked) a file is written, but into which folder was not given. Give"
                                + " “Output folder”.");
    }

    @Test
    void filesInTheWayMayBeReplacedWhereTheCommandCan() {
        String refusal =
                "There are results in out already. Choose another folder; or, where the command has these keys, another prefix or overwrite=true.";
        assertThat(DialogWords.askToReplace(refusal, keys("map")))
                .isEqualTo(
                        "There are results in out already. Replace them, or go back and choose another folder, name or prefix.");
        assertThat(DialogWords.offersToReplace(refusal, keys("map"))).isTrue();
        assertThat(DialogWords.offersToReplace(refusal, keys("inspect").subList(0, 1)))
                .isFalse();
        assertThat(DialogWords.offersToReplace("The grids differ.", keys("map")))
                .isFalse();
    }

    @Test
    void helpCallsTheKeysAsTheDialogDoes() {
        String html =
                HelpPage.html("| key | what |\n|---|---|\n| `phaseunit` | unit, see [map](map.md) |\n", keys("map"));
        assertThat(html).contains("<b>Unit of the phase</b>", "href=\"map.md\"").doesNotContain("phaseunit");
    }

    @Test
    void noLabelOfADialogIsARawKey() {
        try (Context context = new Context(CommandService.class)) {
            for (var info : CommandRunner.commands(context)) {
                for (Key<?> key : CommandRunner.of(context, info.getName()).keys()) {
                    String bare = key.words().replaceAll(" ?\\(.*", "");
                    assertThat(bare).as(info.getName() + "." + key.name()).doesNotMatch("[A-Z]\\w*(unit|flip|map|of)");
                }
            }
        }
    }

    private static String words(String command, String message) {
        return DialogWords.of(message, keys(command));
    }

    private static List<Key<?>> keys(String command) {
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, command).keys();
        }
    }
}
