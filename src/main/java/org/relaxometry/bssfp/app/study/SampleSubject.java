package org.relaxometry.bssfp.app.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.montecarlo.phantom.Lesions;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.montecarlo.phantom.Variation;
import org.relaxometry.bssfp.signal.GaussianNoise;

/**
 * A person who was never scanned. All of it follows from the seed and the number, so subject 3 of a study of four is subject 3 of one
 * of two hundred, but for the zeros of its name.
 *
 * @param number from 1
 * @param label such as {@code sub-01}
 * @param cycles of its series
 * @param isPatient whether lesions were planted
 * @param truth of its brain; lesions are the last tissue
 */
record SampleSubject(
        int number,
        String label,
        int age,
        String sex,
        int cycles,
        boolean isPatient,
        Variation variation,
        PhantomTruth truth) {

    private static final int PATIENT_EVERY = 3;
    private static final int YOUNGEST = 20;
    private static final int YEARS = 60;
    private static final double LESION_T1_FACTOR = 1.4;
    private static final double LESION_T2_FACTOR = 1.6;
    private static final double LESION_RADIUS_VOXELS = 1;

    static SampleSubject of(int number, SampleStudy.Choices choices, PhantomTruth common) {
        GaussianNoise random = new GaussianNoise(choices.seed(), number);
        int digits = Math.max(2, Integer.toString(choices.subjects()).length());
        int age = YOUNGEST + (int) (YEARS * (1 - random.uniform()));
        String sex = random.uniform() > 0.5 ? "F" : "M";
        boolean isPatient = number % PATIENT_EVERY == 0 && choices.lesions() > 0;
        Variation variation = Variation.random(random);
        Lesions lesions = new Lesions(
                isPatient ? choices.lesions() : 0,
                List.of(LESION_RADIUS_VOXELS),
                LESION_T1_FACTOR,
                LESION_T2_FACTOR,
                1);
        return new SampleSubject(
                number,
                "sub-" + String.format(Locale.ROOT, "%0" + digits + "d", number),
                age,
                sex,
                choices.cycles().get((number - 1) % choices.cycles().size()),
                isPatient,
                variation,
                lesions.plant(variation.of(common), noiseSeed(choices, number, 0)));
    }

    /** Seed of what is random in a session, from 1; 0 for what all of them share. */
    long noiseSeed(SampleStudy.Choices choices, int session) {
        return noiseSeed(choices, number, session);
    }

    private static long noiseSeed(SampleStudy.Choices choices, int number, int session) {
        return ((long) choices.seed() << 32) + 10L * number + session;
    }

    int lesionVoxels() {
        int lesion = truth.tissues().size();
        return (int)
                IntStream.of(truth.tissue()).filter(tissue -> tissue == lesion).count();
    }
}
