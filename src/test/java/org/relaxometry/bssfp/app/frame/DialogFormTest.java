package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.app.form.DialogForm;
import org.relaxometry.bssfp.app.form.InputField;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.load.OpenImages;
import org.relaxometry.bssfp.protocol.Protocol;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** What is an answer of a dialog, and so is run with and recorded, and what is only shown. */
class DialogFormTest {

    private final ImagePlus first = image("one_mag", new Protocol(4.8, 2.4, 15, List.of(45., 135., 225., 315.)));
    private final ImagePlus second = image("two_mag", new Protocol(5, 2.5, 30, List.of(0., 90., 180., 270.)));

    private final OpenImages open = new OpenImages(first, second);

    private static ImagePlus image(String title, Protocol protocol) {
        ImagePlus image = new ImagePlus(title, new FloatProcessor(2, 2));
        ImageProperties.storeProtocol(image, protocol);
        return image;
    }

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map",
                "configurations",
                "qc",
                "preprocess",
                "motion",
                "phase",
                "masks",
                "gibbs",
                "b1map",
                "roi",
                "inspect",
                "trainmap",
                "unwrap"
            })
    void theProtocolOfTheChosenImageIsShownButNoAnswer(String command) {
        DialogForm form = form(command, Map.of("magnitude", "one_mag", "phase", "two_mag"));
        assertThat(text(form, "flip")).isEqualTo("15");
        assertThat(text(form, "increments")).isEqualTo("45, 135, 225, 315");
        assertThat(form.answer()).containsOnly(Map.entry("magnitude", "one_mag"), Map.entry("phase", "two_mag"));
        assertThat(form.remark()).isEmpty();
    }

    @Test
    void theProtocolToTrainForIsThatOfTheImageToo() {
        assertThat(form("train", Map.of("image", "one_mag")).answer()).containsOnly(Map.entry("image", "one_mag"));
    }

    @Test
    void whatIsTypedOverItIsAnAnswerAndSaid() {
        DialogForm form = form("map", Map.of("magnitude", "one_mag"));
        field(form, "flip").setText("25");
        assertThat(form.answer()).containsOnly(Map.entry("magnitude", "one_mag"), Map.entry("flip", "25"));
        assertThat(form.remark()).startsWith("The image says Flip angle (degrees) 15, not 25.");
        field(form, "flip").setText("");
        assertThat(form.answer()).doesNotContainKey("flip");
        assertThat(form.remark()).isEmpty();
    }

    @Test
    void anotherImageBringsItsOwnProtocolAndWhatWasTypedStays() {
        DialogForm form = form("map", Map.of("magnitude", "one_mag"));
        field(form, "te").setText("2");
        field(form, "magnitude").setText("two_mag");
        assertThat(text(form, "flip")).isEqualTo("30");
        assertThat(form.answer()).containsOnly(Map.entry("magnitude", "two_mag"), Map.entry("te", "2"));
    }

    @Test
    void aProtocolFileComesBeforeTheImageSoThatNothingOfTheImageIsShown() {
        DialogForm form = form("map", Map.of("magnitude", "one_mag"));
        field(form, "protocol").setText("scan.json");
        assertThat(text(form, "flip")).isEmpty();
        assertThat(form.answer().keySet()).containsExactlyInAnyOrder("magnitude", "protocol");
    }

    @Test
    void whatWasTypedBeforeARefusalIsStillTypedAfterIt() {
        Map<String, String> refused =
                form("map", Map.of("magnitude", "one_mag", "flip", "25")).answer();
        assertThat(form("map", refused).answer()).isEqualTo(refused).containsEntry("flip", "25");
    }

    @Test
    void moreIsShownOnlyWhereSomethingElseThanUsualStandsThere() {
        assertThat(form("norms", Map.of("method", "")).answersMore()).isFalse();
        assertThat(form("map", Map.of("cycles", "auto")).answersMore()).isFalse();
        assertThat(form("map", Map.of("cycles", "slices")).answersMore()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "dicom"})
    void incrementsThatHeadersMayLackAreAskedForAtOnce(String command) {
        assertThat(field(form(command, Map.of()), "increments").key().isMore()).isFalse();
    }

    private static DialogForm form(String command, Map<String, String> values) {
        try (Context context = new Context(CommandService.class)) {
            return new DialogForm(CommandRunner.of(context, command).keys(), values);
        }
    }

    private static String text(DialogForm form, String key) {
        return field(form, key).text();
    }

    private static InputField field(DialogForm form, String key) {
        return form.fields().stream()
                .filter(field -> field.name().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
