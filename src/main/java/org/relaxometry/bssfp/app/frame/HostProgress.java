package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.relaxometry.bssfp.concurrent.Progress;

/** Progress as the host shows it: ImageJ's status line and bar, or every tenth on the console's error stream. */
public final class HostProgress implements Progress {

    private final String task;
    private final BooleanSupplier canceledByHost;
    private final boolean headless = GraphicsEnvironment.isHeadless();
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger lastPercent = new AtomicInteger(-1);

    public HostProgress(String task, BooleanSupplier canceledByHost) {
        this.task = task;
        this.canceledByHost = canceledByHost;
        if (!headless) {
            IJ.resetEscape();
            IJ.showStatus(task + "… (Esc cancels)");
        }
    }

    @Override
    public void update(double fraction) {
        int percent = (int) (100 * fraction);
        int last = lastPercent.get();
        if (percent <= last || !lastPercent.compareAndSet(last, percent)) {
            return;
        }
        if (!headless) {
            IJ.showProgress(percent, 100);
        } else if (percent / 10 > last / 10) {
            System.err.println(task + ": " + percent / 10 * 10 + " %");
        }
    }

    @Override
    public boolean isCanceled() {
        return canceledByHost.getAsBoolean() || caller.isInterrupted() || (!headless && IJ.escapePressed());
    }
}
