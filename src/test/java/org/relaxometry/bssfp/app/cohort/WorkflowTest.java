package org.relaxometry.bssfp.app.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The workflow reads what the command says and calls it by its flags: both must know the same words. */
class WorkflowTest {

    private final String workflow = read("workflow/main.nf");

    @Test
    void theWorkflowKnowsWhatBecameOfASubject() {
        assertThat(workflow)
                .contains("'" + VisitRun.State.UP_TO_DATE.label() + "'")
                .contains("'" + VisitRun.State.BUSY.label() + "'")
                .contains("row.participant_id", "row.verdict", "/" + VisitRun.LOGS + "/plan.tsv");
    }

    @Test
    void theCommandKnowsEveryFlagOfTheWorkflow() {
        Matcher flags = Pattern.compile("flag\\('(\\w+)'|participant.* --(dry_run|participant_label)")
                .matcher(workflow);
        List<String> found = new ArrayList<>();
        while (flags.find()) {
            String flag = "--" + (flags.group(1) == null ? flags.group(2) : flags.group(1));
            found.add(flag);
            List<String> words = new ArrayList<>(List.of("study", "maps", "participant", flag));
            if (!flag.equals("--dry_run")) {
                words.add("01");
            }
            assertThat(BidsArguments.parse(words, new ArrayList<>())).hasSize(4);
        }
        assertThat(found).contains("--dry_run", "--participant_label", "--session_label");
    }

    @Test
    void everyParameterHasADefaultAndStandsInTheHelp() {
        String config = read("workflow/nextflow.config");
        String help = workflow.substring(workflow.indexOf("Usage:"), workflow.indexOf(".stripIndent"));
        Matcher parameters = Pattern.compile("params\\.(\\w+)").matcher(workflow + config);
        while (parameters.find()) {
            String name = parameters.group(1);
            assertThat(config).containsPattern("(?m)^    " + name + " = ");
            if (!name.equals("help")) {
                assertThat(help).contains("--" + name + " ");
            }
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
