package org.relaxometry.bssfp.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.norm.NormLearning.Measured;

/** Norms against cohorts whose truth is known. */
class NormLearningTest {

    private static final double MIDDLE = 900;
    private static final double PER_10_YEARS = 12;
    private static final double MALE_LESS_FEMALE = -20;
    private static final double SPREAD = 30;

    @TempDir
    Path folder;

    private static Person person(double age, Sex sex) {
        return new Person(OptionalDouble.of(age), Optional.of(sex));
    }

    private static double truth(Person person) {
        return MIDDLE
                + PER_10_YEARS * (person.ageYears().orElseThrow() - 50) / 10
                + MALE_LESS_FEMALE * (person.sex().orElseThrow() == Sex.MALE ? 0.5 : -0.5);
    }

    private static List<Measured> cohort(int people, SplittableRandom random) {
        List<Measured> cohort = new ArrayList<>();
        for (int k = 0; k < people; k++) {
            Person person = person(random.nextDouble(20, 80), k % 2 == 0 ? Sex.MALE : Sex.FEMALE);
            cohort.add(new Measured("sub", person, truth(person) + SPREAD * random.nextGaussian()));
        }
        return cohort;
    }

    private static Optional<Norm> learn(List<Measured> cohort) {
        return NormLearning.learn("white matter", "T1", cohort, true, true).map(NormLearning.Learnt::norm);
    }

    @Test
    void findsLineStepAndSpread() {
        Norm norm = learn(cohort(4000, new SplittableRandom(1))).orElseThrow();
        Norm.Expected young = norm.at(person(25, Sex.FEMALE));
        Norm.Expected old = norm.at(person(75, Sex.MALE));
        assertThat(young.value()).isCloseTo(truth(person(25, Sex.FEMALE)), within(4.0));
        assertThat(old.value()).isCloseTo(truth(person(75, Sex.MALE)), within(4.0));
        assertThat(norm.spread()).isCloseTo(SPREAD, within(1.0));
        assertThat(norm.people() + norm.leftOut()).isEqualTo(4000);
    }

    @Test
    void aMinorityWhoIsIllMovesNothing() {
        SplittableRandom random = new SplittableRandom(2);
        List<Measured> cohort = cohort(200, random);
        Norm clean = learn(cohort).orElseThrow();
        for (int k = 0; k < 30; k++) {
            Measured one = cohort.get(k);
            cohort.set(k, new Measured("ill", one.person(), one.value() + 600));
        }
        Norm norm = learn(cohort).orElseThrow();
        assertThat(norm.leftOut()).isBetween(30, 34);
        assertThat(NormLearning.learn("white matter", "T1", cohort, true, true)
                        .orElseThrow()
                        .leftOut())
                .extracting(Measured::name)
                .filteredOn("ill"::equals)
                .hasSize(30);
        Person somebody = person(60, Sex.FEMALE);
        assertThat(norm.at(somebody).value()).isCloseTo(clean.at(somebody).value(), within(6.0));
        assertThat(norm.spread()).isCloseTo(clean.spread(), within(4.0));
    }

    /** However few people a norm was learnt from, z of somebody new is beyond ±1.96 in 5 of 100. */
    @ParameterizedTest
    @CsvSource({"12", "25", "100"})
    void zIsThatOfANormalDistribution(int people) {
        SplittableRandom random = new SplittableRandom(people);
        int beyond = 0;
        int farBeyond = 0;
        int all = 0;
        for (int k = 0; k < 6000; k++) {
            Norm norm = learn(cohort(people, random)).orElse(null);
            if (norm == null) {
                continue;
            }
            Person patient = person(random.nextDouble(norm.youngest(), norm.oldest()), Sex.FEMALE);
            double z = norm.z(truth(patient) + SPREAD * random.nextGaussian(), 0, patient);
            all++;
            beyond += Math.abs(z) > 1.96 ? 1 : 0;
            farBeyond += Math.abs(z) > 3.29 ? 1 : 0;
        }
        assertThat(all).isGreaterThan(5600);
        assertThat((double) beyond / all).isCloseTo(0.05, within(0.012));
        assertThat((double) farBeyond / all).isLessThan(0.004);
    }

    @Test
    void noiseIsAllowedFor() {
        Norm norm = learn(cohort(200, new SplittableRandom(8))).orElseThrow();
        Person patient = person(50, Sex.MALE);
        double far = norm.at(patient).value() + 2 * norm.at(patient).forecast();
        assertThat(norm.z(far, 0, patient)).isCloseTo(2, within(0.05));
        assertThat(norm.z(far, norm.at(patient).forecast(), patient)).isCloseTo(Math.sqrt(2), within(0.05));
    }

    @Test
    void withoutAgeAndSexItIsMedianLikeAndTakesAnybody() {
        List<Measured> values = new ArrayList<>();
        for (int k = 0; k < 9; k++) {
            values.add(new Measured("sub", new Person(OptionalDouble.empty(), Optional.empty()), 100 + k));
        }
        Norm norm = NormLearning.learn("a", "T2", values, false, false)
                .map(NormLearning.Learnt::norm)
                .orElseThrow();
        assertThat(norm.at(person(99, Sex.MALE)).value()).isCloseTo(104, within(1e-9));
        assertThat(norm.spread()).isCloseTo(Math.sqrt(7.5), within(1e-9));
        assertThat(norm.refusal(person(99, Sex.MALE))).isEmpty();
    }

    @Test
    void tooFewPeopleGiveNone() {
        assertThat(learn(cohort(10, new SplittableRandom(3)))).isEmpty();
        List<Measured> ofOneAge = new ArrayList<>();
        for (int k = 0; k < 30; k++) {
            ofOneAge.add(new Measured("sub", person(40, k % 2 == 0 ? Sex.MALE : Sex.FEMALE), 100 + k));
        }
        assertThat(learn(ofOneAge)).as("no slope can be told").isEmpty();
        assertThat(NormLearning.learn("a", "T1", ofOneAge, false, true).map(NormLearning.Learnt::norm))
                .isPresent();
    }

    @Test
    void saysOfWhomItKnowsNothing() {
        Norm norm = learn(cohort(60, new SplittableRandom(4))).orElseThrow();
        assertThat(norm.refusal(person(50, Sex.MALE))).isEmpty();
        assertThat(norm.refusal(person(12, Sex.MALE)).orElseThrow()).contains("says nothing of age 12");
        assertThat(norm.refusal(new Person(OptionalDouble.empty(), Optional.of(Sex.MALE))))
                .contains("the age is not known");
        assertThat(norm.refusal(new Person(OptionalDouble.of(50), Optional.empty())))
                .contains("the sex is not known");
        assertThatThrownBy(() -> norm.at(person(12, Sex.MALE))).hasMessageContaining("age 12");
        List<Measured> women = cohort(60, new SplittableRandom(5)).stream()
                .map(each ->
                        new Measured("sub", person(each.person().ageYears().orElseThrow(), Sex.FEMALE), each.value()))
                .toList();
        Norm ofWomen = NormLearning.learn("a", "T1", women, true, false)
                .map(NormLearning.Learnt::norm)
                .orElseThrow();
        assertThat(ofWomen.refusal(person(50, Sex.MALE)).orElseThrow()).contains("nobody who is male");
        assertThat(ofWomen.refusal(new Person(OptionalDouble.of(50), Optional.empty())))
                .contains("the sex is not known");
    }

    /** Ages and sexes of those alone who count. */
    @Test
    void whoIsLeftOutWidensNothing() {
        List<Measured> cohort = new ArrayList<>(cohort(60, new SplittableRandom(9)));
        cohort.add(new Measured("old", person(95, Sex.MALE), 3000));
        Norm norm = learn(cohort).orElseThrow();
        assertThat(norm.oldest()).isLessThan(81);
        assertThat(norm.refusal(person(90, Sex.MALE)).orElseThrow()).contains("says nothing of age 90");
    }

    /** Tables have completed years. */
    @Test
    void theLastYearCountsToItsEnd() {
        List<Measured> cohort = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            cohort.add(new Measured("sub", person(20 + k, k % 2 == 0 ? Sex.MALE : Sex.FEMALE), 900 + k % 7));
        }
        Norm norm = learn(cohort).orElseThrow();
        assertThat(norm.refusal(person(59.9, Sex.MALE))).isEmpty();
        assertThat(norm.refusal(person(60, Sex.MALE))).isPresent();
    }

    @Test
    void aFileKeepsAllOfThem() throws IOException {
        Norm norm = learn(cohort(60, new SplittableRandom(6))).orElseThrow();
        JsonObject conditions = new JsonObject();
        conditions.addProperty("Method", "Maximum likelihood");
        Norms norms = new Norms("Scanner A", conditions, List.of(norm));
        Path file = folder.resolve("norms.json");
        Gson gson = new GsonBuilder().serializeSpecialFloatingPointValues().create();
        Files.writeString(file, gson.toJson(norms.members()));
        Norms read = Norms.read(file);
        assertThat(read).isEqualTo(norms);
        assertThat(read.of(" White Matter", "T1")).contains(norm);
        assertThat(read.of("white matter", "T2")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            {"Origin": "a",                        | it is not valid JSON
            []                                     | it has not the members
            {"Origin": "a"}                        | it has not the members
            {"Origin": "a", "Conditions": {}, "Norms": [1]}                 | norm number 1 is damaged
            {"Origin": "a", "Conditions": {}, "Norms": [{"Region": "b"}]}   | norm number 1 is damaged
            """)
    void whatIsNoFileOfNormsIsRefused(String text, String message) throws IOException {
        Path file = folder.resolve("norms.json");
        Files.writeString(file, text);
        assertThatThrownBy(() -> Norms.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no file of norms")
                .hasMessageContaining(message);
    }

    @Test
    void valuesThatDoNotHoldTogetherAreRefused() throws IOException {
        Norm norm = learn(cohort(60, new SplittableRandom(7))).orElseThrow();
        Gson gson = new GsonBuilder().serializeSpecialFloatingPointValues().create();
        String good = gson.toJson(new Norms("a", new JsonObject(), List.of(norm)).members());
        Path file = folder.resolve("norms.json");
        for (String[] change : new String[][] {
            {"\"Spread\":[0-9.]+", "\"Spread\":-1"},
            {"\"Spread\":[0-9.]+", "\"Spread\":NaN"},
            {"\"Unit\":\"ms\"", "\"Unit\":\"s\""},
            {"\"Inverse\":\\[\\[[0-9.]+", "\"Inverse\":[[-5.0"},
            {"\"People\":[0-9]+", "\"People\":4"},
            {"\"Oldest\":[0-9.]+", "\"Oldest\":3"},
            {"\"UsesSex\":true", "\"UsesSex\":false"},
            {"\"male\"", "\"other\""}
        }) {
            String bad = good.replaceAll(change[0], change[1]);
            assertThat(bad).isNotEqualTo(good);
            Files.writeString(file, bad);
            assertThatThrownBy(() -> Norms.read(file)).as(change[1]).hasMessageContaining("is damaged");
        }
    }
}
