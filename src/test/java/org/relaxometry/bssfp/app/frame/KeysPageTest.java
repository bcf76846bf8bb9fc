package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.script.KeyedCommands;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/**
 * {@code docs/keys.md} lists every key as it is declared, so a key that changes without being meant to is seen here. Where it is
 * meant to, {@code -Dkeys.write} writes the page anew.
 */
class KeysPageTest {

    private static final Path PAGE = Path.of("docs", "keys.md");

    private final Context context = new Context(KeyedCommands.class);

    @Test
    void thePageListsEveryKeyAsItIsDeclared() throws IOException {
        String page = page();
        if (System.getProperty("keys.write") != null) {
            Files.writeString(PAGE, page, StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(page);
    }

    @Test
    void hostsSeeWhatIsDeclared() {
        for (CommandInfo info : CommandRunner.commands(context)) {
            var module = context.service(ModuleService.class).createModule(info);
            for (Key<?> key : CommandRunner.of(context, info.getName()).keys()) {
                ModuleItem<?> item = module.getInfo().getInput(key.name());
                assertThat(item.getType()).isEqualTo(Object.class);
                assertThat(String.valueOf(item.getDefaultValue())).isEqualTo(key.usual());
                assertThat(item.getChoices().stream().map(Object::toString).toList())
                        .isEqualTo(key.choices());
                assertThat(module.getInput(key.name())).isEqualTo(item.getDefaultValue());
            }
            for (Result result : CommandRunner.of(context, info.getName()).results()) {
                assertThat(module.getInfo().getOutput(result.name()).getType())
                        .isEqualTo(result.kind().type());
                assertThat(module.getOutput(result.name())).isNull();
            }
        }
    }

    @Test
    void hostsSeeEveryCommandOnce() {
        assertThat(context.service(ModuleService.class).getModules().stream()
                        .map(info -> info.getDelegateClassName())
                        .filter(CommandRunner::isOurs))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    private String page() {
        StringBuilder page = new StringBuilder(
                "# All keys\n\nThe same in dialog, macro, script and launcher; dialogs and their messages call them by their labels."
                        + " Each command's page"
                        + " tells more; `COMMAND --help` prints the same. This page is made from the program.\n");
        for (CommandInfo info : CommandRunner.commands(context)) {
            List<Key<?>> keys = CommandRunner.of(context, info.getName()).keys();
            if (keys.isEmpty()) {
                continue;
            }
            String name = info.getName();
            page.append("\n## ")
                    .append(info.getLabel())
                    .append("\n\n[")
                    .append(name)
                    .append("](")
                    .append(name)
                    .append(".md): ")
                    .append(info.getDescription())
                    .append("\n\n| key | label in the dialog | default | what |\n|---|---|---|---|\n");
            keys.forEach(key -> page.append(row(key)));
            page.append("\nFrom [scripts](scripts.md): `")
                    .append(info.getDelegateClassName())
                    .append("`.");
            List<Result> results = CommandRunner.of(context, name).results();
            page.append(results.isEmpty() ? "\n" : " Its results:\n\n| result | what |\n|---|---|\n");
            results.forEach(result -> page.append("| `" + result.name() + "` | "
                    + result.kind().name().toLowerCase(Locale.ROOT) + ": " + result.what() + " |\n"));
        }
        return page.toString();
    }

    private static String row(Key<?> key) {
        String choices = key.choices().isEmpty()
                ? ""
                : " One of: " + key.choices().stream().collect(Collectors.joining(", ")) + ".";
        String usual = key.usual().isEmpty() ? "" : "`" + key.usual() + "`";
        return "| `" + key.name() + "` | " + key.words() + " | " + usual + " | "
                + (key.help() + choices).replace("|", "\\|") + " |\n";
    }
}
