package org.relaxometry.bssfp.estimation.likelihood;

import org.relaxometry.bssfp.estimation.likelihood.RowProgram.Row;

/** {@link NormalEquations} and the undamped {@link NewtonStep} with their matrix as a {@link RowProgram}: their formulas, and their bits. */
final class EquationRows {

    final Row h11;
    final Row h12;
    final Row h13;
    final Row h22;
    final Row h23;
    final Row h33;
    final Row mReal;
    final Row mImaginary;
    final Row mPower;
    final Row explainedPower;

    /** Pivots of the matrix, all positive where it is positive definite; the first is h11. */
    final Row pivot2;

    final Row pivot3;
    final Row step1;
    final Row step2;
    final Row step3;
    final Row decrement;

    /**
     * @param x0 Σ S; y0 its imaginary part
     */
    EquationRows(SampleRows at, Row x0, Row y0, RowProgram program) {
        Row[] sums = new Row[15];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = program.input();
            sums[k].clear();
        }
        Row d1 = sums[0];
        Row d2 = sums[1];
        Row d3 = sums[2];
        Row d4 = sums[3];
        Row sd1 = sums[4];
        Row sd2 = sums[5];
        Row sd3 = sums[6];
        Row xd1 = sums[7];
        Row xd2 = sums[8];
        Row xs0 = sums[9];
        Row xs1 = sums[10];
        Row yd1 = sums[11];
        Row yd2 = sums[12];
        Row ys0 = sums[13];
        Row ys1 = sums[14];
        double[] d = program.input().values;
        double[] s = program.input().values;
        for (int j = 0; j < at.cycles(); j++) {
            program.add(new Profile(
                    at.cosIncrement[j], at.sinIncrement[j], at.b.values, at.cosTheta.values, at.sinTheta.values, d, s));
            program.add(new AddPowers(d, d1.values, d2.values, d3.values, d4.values));
            program.add(new AddSlopes(d, s, sd1.values, sd2.values, sd3.values));
            program.add(new AddSamples(at.real[j].values, d, d, xd1.values, xd2.values));
            program.add(new AddSamples(at.real[j].values, s, d, xs0.values, xs1.values));
            program.add(new AddSamples(at.imaginary[j].values, d, d, yd1.values, yd2.values));
            program.add(new AddSamples(at.imaginary[j].values, s, d, ys0.values, ys1.values));
        }

        Row a = at.a;
        Row b = at.b;
        Row minusA = a.times(-1).kept();
        Row minusB = b.times(-1).kept();
        Row ratio = a.over(b).kept();
        Row rest = ratio.times(-1).plus(1).kept();
        Row g1 = ratio.times(2).kept();
        Row g2 = a.times(a).plus(1).minus(g1).kept();
        Row slope = b.plus(-1).times(b.plus(1)).kept();

        Row perPower = g2.times(d2).plusProduct(g1, d1).inverse().kept();
        Row gt1Real = rest.times(d2).plusProduct(ratio, d1).kept();
        Row gt1Imaginary = minusA.times(sd1).kept();
        Row gt2 = g2.times(d3).plusProduct(g1, d2).kept();
        Row gt3Real =
                a.times(sd1).minusProduct(b, g2.times(sd2).plusProduct(g1, sd1)).kept();
        h11 = d2.minusProduct(perPower, gt1Real.times(gt1Real).plusProduct(gt1Imaginary, gt1Imaginary))
                .kept();
        h12 = rest.times(d3)
                .plusProduct(ratio, d2)
                .minusProduct(perPower.times(gt1Real), gt2)
                .kept();
        h13 = minusB.times(rest.times(sd2).plusProduct(ratio, sd1))
                .minusProduct(perPower.times(gt1Real), gt3Real.plus(gt1Imaginary))
                .kept();
        h22 = g2.times(d4)
                .plusProduct(g1, d3)
                .minusProduct(perPower.times(gt2), gt2)
                .kept();
        h23 = a.times(sd2)
                .minusProduct(b, g2.times(sd3).plusProduct(g1, sd2))
                .minusProduct(perPower.times(gt2), gt3Real)
                .kept();
        h33 = g2.times(-1)
                .plus(1)
                .times(d2)
                .plusProduct(g2, d3.times(2).plusProduct(slope, d4))
                .minusProduct(perPower, gt3Real.times(gt3Real).plusProduct(gt1Real, gt1Real))
                .kept();

        Row gsReal = ratio.times(x0).plusProduct(rest, xd1).plusProduct(a, ys0).kept();
        Row gsImaginary =
                ratio.times(y0).plusProduct(rest, yd1).minusProduct(a, xs0).kept();
        Row t2Real = ratio.times(xd1).plusProduct(rest, xd2).plusProduct(a, ys1);
        Row t2Imaginary = ratio.times(yd1).plusProduct(rest, yd2).minusProduct(a, xs1);
        Row bRest = b.times(rest).kept();
        Row t3Real = yd1.minusProduct(a, xs0)
                .minusProduct(bRest, xs1)
                .minusProduct(ratio, slope.times(yd2).plus(yd1.times(2)).minus(y0));
        Row t3Imaginary = xd1.times(-1)
                .minusProduct(a, ys0)
                .minusProduct(bRest, ys1)
                .plusProduct(ratio, slope.times(xd2).plus(xd1.times(2)).minus(x0));
        mReal = gsReal.times(perPower).kept();
        mImaginary = gsImaginary.times(perPower).kept();
        mPower = mReal.times(mReal).plusProduct(mImaginary, mImaginary).kept();
        explainedPower =
                mReal.times(gsReal).plusProduct(mImaginary, gsImaginary).kept();
        Row perM = mPower.inverse().kept();
        Row gradient1 = perM.times(mReal.times(xd1).plusProduct(mImaginary, yd1))
                .minus(gt1Real)
                .kept();
        Row gradient2 = perM.times(mReal.times(t2Real).plusProduct(mImaginary, t2Imaginary))
                .minus(gt2)
                .kept();
        Row gradient3 = perM.times(mReal.times(t3Real).plusProduct(mImaginary, t3Imaginary))
                .minus(gt3Real)
                .kept();

        Row l21 = h12.over(h11).kept();
        Row l31 = h13.over(h11).kept();
        pivot2 = h22.minusProduct(l21, h12).kept();
        Row q = h23.minusProduct(l31, h12).kept();
        Row l32 = q.over(pivot2).kept();
        pivot3 = h33.minusProduct(l31, h13).minusProduct(l32, q).kept();
        Row y2 = gradient2.minusProduct(l21, gradient1).kept();
        Row y3 = gradient3.minusProduct(l31, gradient1).minusProduct(l32, y2);
        step3 = y3.over(pivot3).kept();
        step2 = y2.over(pivot2).minusProduct(l32, step3).kept();
        step1 = gradient1
                .over(h11)
                .minusProduct(l21, step2)
                .minusProduct(l31, step3)
                .kept();
        decrement = mPower.times(
                        gradient1.times(step1).plusProduct(gradient2, step2).plusProduct(gradient3, step3))
                .kept();
    }

    /** d = 1/(1 − b cos ψ) and σ = d sin ψ of a cycle. */
    private record Profile(
            double c, double s, double[] b, double[] cosTheta, double[] sinTheta, double[] d, double[] sigma)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double inverse = 1 / (1 - b[v] * (cosTheta[v] * c + sinTheta[v] * s));
                d[v] = inverse;
                sigma[v] = (sinTheta[v] * c - cosTheta[v] * s) * inverse;
            }
        }
    }

    private record AddPowers(double[] d, double[] d1, double[] d2, double[] d3, double[] d4)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double x = d[v];
                double xx = x * x;
                d1[v] += x;
                d2[v] += xx;
                d3[v] += xx * x;
                d4[v] += xx * xx;
            }
        }
    }

    private record AddSlopes(double[] d, double[] s, double[] sd1, double[] sd2, double[] sd3)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double x = d[v];
                double sx = s[v] * x;
                sd1[v] += sx;
                sd2[v] += sx * x;
                sd3[v] += sx * (x * x);
            }
        }
    }

    private record AddSamples(double[] z, double[] factor, double[] d, double[] sum0, double[] sum1)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double w = z[v];
                double x = factor[v];
                double xd = x * d[v];
                sum0[v] += w * x;
                sum1[v] += w * xd;
            }
        }
    }
}
