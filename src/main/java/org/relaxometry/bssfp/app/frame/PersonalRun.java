package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.swing.JOptionPane;
import org.relaxometry.bssfp.app.form.StartFolder;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.screen.Proposals;
import org.relaxometry.bssfp.io.image.ImageNames;

/**
 * A command as its menu entry does it once its dialog is answered: messages in the words of the dialog, results on the screen, and
 * the call recorded.
 */
public final class PersonalRun {

    private static final String OUTPUT = "output";
    private static final String FOLDER = "folder";
    private static final List<String> REMEMBERED = List.of("method", "methods", FOLDER);

    /** What these open lies in files already, or opens again at any time. */
    private static final List<String> OPENERS = List.of("sample", "import");

    private final CommandRunner runner;

    PersonalRun(CommandRunner runner) {
        this.runner = runner;
    }

    /** @param command its name, such as {@code map} */
    public static PersonalRun of(String command) {
        return new PersonalRun(CommandRunner.of(MenuBridge.context(), command));
    }

    /** What can be answered. */
    public List<Key<?>> keys() {
        return runner.keys();
    }

    /** The images that its dialog would propose now. */
    public Map<String, String> proposals() {
        return Proposals.of(runner.info().getName(), runner.keys());
    }

    /** What its dialog begins with: those images, and the method and the folder of the last time. */
    Map<String, String> beginning() {
        Map<String, String> values = new LinkedHashMap<>(proposals());
        for (Key<?> key : runner.keys()) {
            if (REMEMBERED.contains(key.name())) {
                values.put(key.name(), Prefs.get(preference(key.name()), key.usual()));
            }
        }
        return values;
    }

    /**
     * Runs it on this thread, which must not be Swing's, and records it as if it had been chosen from the menu.
     *
     * @return why it failed, {@link RelaxometryCommand#CANCELLED} where it was given up; empty if all went well
     */
    public Optional<String> run(Map<String, String> values) {
        if (IJ.recording()) {
            Recorder.setCommand(runner.info().getLabel());
        }
        Optional<String> failure = answered(values);
        if (IJ.recording() && failure.isEmpty()) {
            Recorder.saveCommand();
        }
        return failure;
    }

    /** Runs it within a command that ImageJ is recording. */
    Optional<String> answered(Map<String, String> values) {
        Set<Integer> before = openImages();
        Map<String, String> used = new LinkedHashMap<>(values);
        Optional<String> failure = attempt(used);
        boolean told = false;
        if (failure.isPresent() && DialogWords.offersToReplace(failure.get(), runner.keys())) {
            told = true;
            if (wantsToReplace(failure.get())) {
                used.put("overwrite", "true");
                failure = attempt(used);
                told = false;
            }
        }
        if (failure.isEmpty()) {
            record(used);
            remember(used);
            markUnsaved(before, used);
        } else if (!told && !RelaxometryCommand.isCancelled(failure.get())) {
            MenuBridge.show(DialogWords.of(failure.get(), runner.keys()));
        }
        return failure;
    }

    private Optional<String> attempt(Map<String, String> values) {
        try {
            return runner.run(values, Windows.OF_A_PERSON);
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private boolean wantsToReplace(String failure) {
        Object[] choices = {"Replace", "Back"};
        String message = MenuBridge.wrapped(DialogWords.askToReplace(failure, runner.keys()));
        return JOptionPane.showOptionDialog(
                        IJ.getInstance(),
                        message,
                        MenuBridge.TITLE,
                        JOptionPane.DEFAULT_OPTION,
                        JOptionPane.WARNING_MESSAGE,
                        null,
                        choices,
                        choices[1])
                == 0;
    }

    /** ImageJ's Recorder spoils a call with other characters than ASCII. */
    private void record(Map<String, String> values) {
        if (IJ.recording()) {
            Set<String> images = runner.keys().stream()
                    .filter(key -> key.form() == Key.Form.IMAGE)
                    .map(Key::name)
                    .collect(Collectors.toSet());
            values.forEach((key, typed) -> {
                String value = images.contains(key) ? ImageNames.recordable(typed) : typed;
                if (value.equals("true")) {
                    Recorder.recordOption(key);
                } else {
                    Recorder.recordOption(key, value);
                }
            });
        }
    }

    private void remember(Map<String, String> values) {
        for (Key<?> key : runner.keys()) {
            if (REMEMBERED.contains(key.name())) {
                Prefs.set(preference(key.name()), values.getOrDefault(key.name(), key.usual()));
            }
        }
        // what comes next mostly begins with what was made
        for (String key : List.of(OUTPUT, FOLDER)) {
            if (!values.getOrDefault(key, "").isEmpty()) {
                StartFolder.remember(values.get(key));
                return;
            }
        }
    }

    private String preference(String key) {
        return "bssfp." + runner.info().getName() + "." + key;
    }

    /** ImageJ asks before it closes an image that has changed and was saved nowhere. */
    private void markUnsaved(Set<Integer> before, Map<String, String> values) {
        boolean hasOutput = runner.keys().stream().anyMatch(key -> key.name().equals(OUTPUT));
        if (hasOutput
                && !OPENERS.contains(runner.info().getName())
                && values.getOrDefault(OUTPUT, "").isEmpty()) {
            openImages().stream()
                    .filter(id -> !before.contains(id))
                    .map(WindowManager::getImage)
                    .forEach((ImagePlus image) -> image.changes = true);
        }
    }

    private static Set<Integer> openImages() {
        int[] ids = WindowManager.getIDList();
        return Arrays.stream(ids == null ? new int[0] : ids).boxed().collect(Collectors.toSet());
    }
}
