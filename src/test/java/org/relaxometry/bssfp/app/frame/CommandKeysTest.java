package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.script.KeyedCommands;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** What holds for every command: the same keys in dialog, macro and launcher, and a description that helps. */
class CommandKeysTest {

    private final Context context = new Context(KeyedCommands.class);

    @Test
    void theFirstWordOfEveryLabelIsTheKey() {
        for (CommandInfo info : CommandRunner.commands(context)) {
            for (ModuleItem<?> item : inputs(info)) {
                String firstWord = item.getLabel().split("[ (]")[0].toLowerCase(Locale.ROOT);
                assertThat(firstWord).as(info.getName() + "." + item.getName()).isEqualTo(item.getName());
                assertThat(item.getDescription())
                        .as(info.getName() + "." + item.getName())
                        .isNotBlank();
                assertThat(item.isPersisted())
                        .as("a macro must not inherit last-used values: " + item.getName())
                        .isFalse();
            }
        }
    }

    @Test
    void everyInputIsAKeyThatTextCanSet() {
        for (CommandInfo info : CommandRunner.commands(context)) {
            List<String> keys = inputs(info).stream().map(ModuleItem::getName).toList();
            for (ModuleItem<?> item : info.inputs()) {
                assertThat(keys.contains(item.getName())
                                || item.getType().getName().endsWith("Service")
                                || item.getType() == Context.class)
                        .as(info.getName() + "." + item.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void everyCommandHasAMenuEntryOfItsLabelAndAPageOfItsName() throws IOException {
        Map<String, String> menu = new TreeMap<>();
        Matcher entries = Pattern.compile("\"(.*)\", org.relaxometry.bssfp.app.frame.MenuBridge\\(\"(.*)\"\\)")
                .matcher(Files.readString(Path.of("plugins.config"), StandardCharsets.UTF_8));
        while (entries.find()) {
            assertThat(menu.put(entries.group(2), entries.group(1))).isNull();
        }
        Map<String, String> commands = new TreeMap<>();
        CommandRunner.commands(context).forEach(info -> commands.put(info.getName(), info.getLabel()));
        assertThat(menu).isEqualTo(commands);
        assertThat(menu.values()).as("Fiji finds commands by label").doesNotHaveDuplicates();
        for (String name : commands.keySet()) {
            assertThat(Path.of("docs", name + ".md")).exists();
        }
    }

    @Test
    void noCommandTakesAMenuPathOfItsOwn() {
        for (CommandInfo info : CommandRunner.commands(context)) {
            assertThat(info.getMenuPath()).as(info.getName()).isEmpty();
            assertThat(info.is("no-record")).as(info.getName()).isTrue();
            assertThat(info.isVisible())
                    .as("Fiji's search bar has it from the menu: " + info.getName())
                    .isFalse();
        }
    }

    /** The keys as SciJava and its hosts see them. */
    private List<ModuleItem<?>> inputs(CommandInfo info) {
        List<ModuleItem<?>> keys = new ArrayList<>();
        context.service(ModuleService.class)
                .createModule(info)
                .getInfo()
                .inputs()
                .forEach(keys::add);
        keys.removeIf(item -> item.getType().getName().endsWith("Service") || item.getType() == Context.class);
        return keys;
    }
}
