package org.relaxometry.bssfp.estimation.likelihood;

import org.relaxometry.bssfp.estimation.likelihood.RowProgram.Row;

/** {@link LinearStart} as a {@link RowProgram}: its formulas, and its bits. */
final class StartRows {

    /** Σ S and Σ |S|². */
    final Row f0Real;

    final Row f0Imaginary;
    final Row power;

    private final SampleRows at;
    private final Row xx;
    private final Row yy;
    private final Row determinant;

    private final double overlapReal;
    private final double overlapImaginary;

    StartRows(SampleRows at, RowProgram program) {
        this.at = at;
        LinearStart one = new LinearStart(at.cosIncrement, at.sinIncrement);
        overlapReal = one.overlapReal;
        overlapImaginary = one.overlapImaginary;
        int n = at.cycles();
        Row[] sums = new Row[13];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = program.input();
            sums[k].clear();
        }
        f0Real = sums[0];
        f0Imaginary = sums[1];
        Row f1Real = sums[2];
        Row f1Imaginary = sums[3];
        Row fm1Real = sums[4];
        Row fm1Imaginary = sums[5];
        Row fm2Real = sums[6];
        Row fm2Imaginary = sums[7];
        power = sums[8];
        Row powerCos = sums[9];
        Row powerSin = sums[10];
        Row powerCosCos = sums[11];
        Row powerCosSin = sums[12];
        for (int j = 0; j < n; j++) {
            double c = at.cosIncrement[j];
            double s = at.sinIncrement[j];
            double[] x = at.real[j].values;
            double[] y = at.imaginary[j].values;
            program.add(new AddTurned(1, 0, x, y, f0Real.values, f0Imaginary.values));
            program.add(new AddTurned(c, s, x, y, f1Real.values, f1Imaginary.values));
            program.add(new AddTurned(c, -s, x, y, fm1Real.values, fm1Imaginary.values));
            program.add(new AddTurnedTwice(c, -s, x, y, fm2Real.values, fm2Imaginary.values));
            program.add(new AddPower(c, s, x, y, power.values, powerCos.values, powerSin.values));
            program.add(new AddPowerCos(c, s, x, y, powerCosCos.values, powerCosSin.values));
        }
        Row x0Real = f1Real.plus(fm1Real).times(0.5).kept();
        Row x0Imaginary = f1Imaginary.plus(fm1Imaginary).times(0.5).kept();
        Row y0Real = f1Imaginary.minus(fm1Imaginary).times(0.5).kept();
        Row y0Imaginary = f1Real.minus(fm1Real).times(-0.5).kept();
        Row s1Real = besideOneReal(fm1Real, f0Real, f0Imaginary);
        Row s1Imaginary = besideOneImaginary(fm1Imaginary, f0Real, f0Imaginary);
        Row x1Real = besideOneReal(f0Real.plus(fm2Real).times(0.5), x0Real, x0Imaginary);
        Row x1Imaginary = besideOneImaginary(f0Imaginary.plus(fm2Imaginary).times(0.5), x0Real, x0Imaginary);
        Row y1Real = besideOneReal(f0Imaginary.minus(fm2Imaginary).times(0.5), y0Real, y0Imaginary);
        Row y1Imaginary = besideOneImaginary(f0Real.minus(fm2Real).times(-0.5), y0Real, y0Imaginary);

        double norm = one.norm;
        xx = powerCosCos
                .minus(product(x0Real, x0Imaginary, x0Real, x0Imaginary).over(n))
                .minus(product(x1Real, x1Imaginary, x1Real, x1Imaginary).over(norm))
                .kept();
        yy = power.minus(powerCosCos)
                .minus(product(y0Real, y0Imaginary, y0Real, y0Imaginary).over(n))
                .minus(product(y1Real, y1Imaginary, y1Real, y1Imaginary).over(norm))
                .kept();
        Row xy = powerCosSin
                .minus(product(x0Real, x0Imaginary, y0Real, y0Imaginary).over(n))
                .minus(product(x1Real, x1Imaginary, y1Real, y1Imaginary).over(norm))
                .kept();
        Row xs = powerCos.minus(
                        product(x0Real, x0Imaginary, f0Real, f0Imaginary).over(n))
                .minus(product(x1Real, x1Imaginary, s1Real, s1Imaginary).over(norm))
                .kept();
        Row ys = powerSin.minus(
                        product(y0Real, y0Imaginary, f0Real, f0Imaginary).over(n))
                .minus(product(y1Real, y1Imaginary, s1Real, s1Imaginary).over(norm))
                .kept();
        determinant = xx.times(yy).minusProduct(xy, xy).kept();
        Row u = xs.times(yy).minusProduct(ys, xy).over(determinant).kept();
        Row v = ys.times(xx).minusProduct(xs, xy).over(determinant).kept();
        Row bReal = s1Real.minusProduct(u, x1Real)
                .minusProduct(v, y1Real)
                .over(norm)
                .kept();
        Row bImaginary = s1Imaginary
                .minusProduct(u, x1Imaginary)
                .minusProduct(v, y1Imaginary)
                .over(norm)
                .kept();
        Row aReal = f0Real.minusProduct(u, x0Real)
                .minusProduct(v, y0Real)
                .over(n)
                .minus(bReal.times(overlapReal))
                .plus(bImaginary.times(overlapImaginary))
                .kept();
        Row aImaginary = f0Imaginary
                .minusProduct(u, x0Imaginary)
                .minusProduct(v, y0Imaginary)
                .over(n)
                .minus(bImaginary.times(overlapReal))
                .minus(bReal.times(overlapImaginary))
                .kept();
        // conj(−B/A) = a e^{iθ}
        Row scale = product(aReal, aImaginary, aReal, aImaginary).inverse().kept();
        Row ax = product(bReal, bImaginary, aReal, aImaginary)
                .times(scale)
                .times(-1)
                .kept();
        Row ay = bImaginary
                .times(aReal)
                .minusProduct(bReal, aImaginary)
                .times(scale)
                .kept();
        Row x = ax.plus(u).kept();
        Row y = ay.plus(v).kept();
        Row length = product(x, y, x, y).root().kept();
        x.over(length).into(at.cosTheta);
        y.over(length).into(at.sinTheta);
        product(ax, ay, at.cosTheta, at.sinTheta).into(at.a);
        product(u, v, at.cosTheta, at.sinTheta).into(at.b);
    }

    private Row besideOneReal(Row z, Row alongReal, Row alongImaginary) {
        return z.minus(alongReal.times(overlapReal))
                .minus(alongImaginary.times(overlapImaginary))
                .kept();
    }

    private Row besideOneImaginary(Row z, Row alongReal, Row alongImaginary) {
        return z.minus(alongImaginary.times(overlapReal))
                .plus(alongReal.times(overlapImaginary))
                .kept();
    }

    private static Row product(Row pReal, Row pImaginary, Row qReal, Row qImaginary) {
        return pReal.times(qReal).plusProduct(pImaginary, qImaginary);
    }

    /** Whether the samples of a voxel determine its shape. */
    boolean isFound(int voxel) {
        double w = power.values[voxel];
        return w > 0
                && w < Double.POSITIVE_INFINITY
                && determinant.values[voxel] > LinearStart.SINGULAR * xx.values[voxel] * yy.values[voxel]
                && LinearStart.isEllipse(at.a.values[voxel], at.b.values[voxel]);
    }

    private record AddTurned(double c, double s, double[] x, double[] y, double[] real, double[] imaginary)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double p = x[v];
                double q = y[v];
                real[v] += p * c - q * s;
                imaginary[v] += q * c + p * s;
            }
        }
    }

    private record AddTurnedTwice(double c, double s, double[] x, double[] y, double[] real, double[] imaginary)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double p = x[v];
                double q = y[v];
                double turnedReal = p * c - q * s;
                double turnedImaginary = q * c + p * s;
                real[v] += turnedReal * c - turnedImaginary * s;
                imaginary[v] += turnedImaginary * c + turnedReal * s;
            }
        }
    }

    private record AddPower(
            double c, double s, double[] x, double[] y, double[] power, double[] powerCos, double[] powerSin)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double p = x[v];
                double q = y[v];
                double w = p * p + q * q;
                power[v] += w;
                powerCos[v] += w * c;
                powerSin[v] += w * s;
            }
        }
    }

    private record AddPowerCos(double c, double s, double[] x, double[] y, double[] cosCos, double[] cosSin)
            implements RowProgram.Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                double p = x[v];
                double q = y[v];
                double wc = (p * p + q * q) * c;
                cosCos[v] += wc * c;
                cosSin[v] += wc * s;
            }
        }
    }
}
