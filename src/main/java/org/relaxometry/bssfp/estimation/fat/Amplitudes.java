package org.relaxometry.bssfp.estimation.fat;

/** Amounts of two known signals, not negative, and the common phase with which they fit best. */
final class Amplitudes {

    private double water;
    private double fat;
    private double cosPhase = 1;
    private double sinPhase;
    private double explainedPower;

    /** Solves for them: rows 0 and 1 of {@code u} and {@code v} are the real and imaginary parts of the signals of one unit. */
    void solve(double[] real, double[] imaginary, double[][] u, double[][] v) {
        double uu = 0;
        double uv = 0;
        double vv = 0;
        double px = 0;
        double py = 0;
        double qx = 0;
        double qy = 0;
        for (int j = 0; j < real.length; j++) {
            double x = real[j];
            double y = imaginary[j];
            uu += u[0][j] * u[0][j] + u[1][j] * u[1][j];
            uv += u[0][j] * v[0][j] + u[1][j] * v[1][j];
            vv += v[0][j] * v[0][j] + v[1][j] * v[1][j];
            px += u[0][j] * x + u[1][j] * y;
            py += u[0][j] * y - u[1][j] * x;
            qx += v[0][j] * x + v[1][j] * y;
            qy += v[0][j] * y - v[1][j] * x;
        }
        solve(uu, uv, vv, px, py, qx, qy);
    }

    /**
     * Solves for them.
     *
     * @param uu ⟨u, u⟩; uv the real part of ⟨u, v⟩; vv likewise
     * @param px ⟨u, S⟩ = px + i py; ⟨v, S⟩ likewise
     */
    void solve(double uu, double uv, double vv, double px, double py, double qx, double qy) {
        double determinant = uu * vv - uv * uv;
        // G⁻¹z and zᵀG⁻¹z
        double gpx = (vv * px - uv * qx) / determinant;
        double gpy = (vv * py - uv * qy) / determinant;
        double gqx = (uu * qx - uv * px) / determinant;
        double gqy = (uu * qy - uv * py) / determinant;
        double squareReal = px * gpx - py * gpy + qx * gqx - qy * gqy;
        double squareImaginary = px * gpy + py * gpx + qx * gqy + qy * gqx;
        double power = px * gpx + py * gpy + qx * gqx + qy * gqy;
        double square = Math.sqrt(squareReal * squareReal + squareImaginary * squareImaginary);
        halfAngle(squareReal, squareImaginary, square);
        water = gpx * cosPhase + gpy * sinPhase;
        fat = gqx * cosPhase + gqy * sinPhase;
        if (water <= 0 && fat <= 0) {
            water = -water;
            fat = -fat;
            cosPhase = -cosPhase;
            sinPhase = -sinPhase;
        }
        explainedPower = (power + square) / 2;
        if (!(water >= 0 && fat >= 0)) {
            alone(uu, vv, px, py, qx, qy);
        }
    }

    private void halfAngle(double real, double imaginary, double magnitude) {
        cosPhase = magnitude > 0 ? Math.sqrt(Math.max(0, (1 + real / magnitude) / 2)) : 1;
        sinPhase = magnitude > 0 ? Math.copySign(Math.sqrt(Math.max(0, (1 - real / magnitude) / 2)), imaginary) : 0;
    }

    /** The best where one of them would be negative: the other by itself. */
    private void alone(double uu, double vv, double px, double py, double qx, double qy) {
        double waterPower = (px * px + py * py) / uu;
        double fatPower = (qx * qx + qy * qy) / vv;
        boolean isWater = waterPower >= fatPower;
        explainedPower = isWater ? waterPower : fatPower;
        double magnitude = isWater ? Math.hypot(px, py) : Math.hypot(qx, qy);
        cosPhase = (isWater ? px : qx) / magnitude;
        sinPhase = (isWater ? py : qy) / magnitude;
        water = isWater ? magnitude / uu : 0;
        fat = isWater ? 0 : magnitude / vv;
    }

    double water() {
        return water;
    }

    double fat() {
        return fat;
    }

    double cosPhase() {
        return cosPhase;
    }

    double sinPhase() {
        return sinPhase;
    }

    double explainedPower() {
        return explainedPower;
    }
}
