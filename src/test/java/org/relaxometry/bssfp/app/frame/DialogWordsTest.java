package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.key.Key;
import org.scijava.Context;
import org.scijava.command.CommandService;

class DialogWordsTest {

    @Test
    void messagesNameTheFieldsOfTheDialog() {
        assertThat(words("import", "correct them with increments=…."))
                .isEqualTo("correct them with “Increments (degrees)”.");
        assertThat(words("import", "Nothing to import was given: give folder=FOLDER."))
                .isEqualTo("Nothing to import was given: give “Folder”.");
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
    void whatIsNoKeyOfTheCommandStays() {
        assertThat(words("map", "Give list=true, or 'brain_mag'.")).isEqualTo("Give list=true, or 'brain_mag'.");
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
