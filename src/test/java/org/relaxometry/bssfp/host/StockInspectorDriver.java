package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.measure.ResultsTable;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Robot;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.swing.JDialog;

/**
 * Maps the sample in stock ImageJ, opens the Inspector beside the maps and points at voxels: with the mouse, another slice, a
 * selection. Prints what the Inspector and the other images then show, and how long it took.
 */
public final class StockInspectorDriver {

    private static final int MOVES = 20;

    private StockInspectorDriver() {}

    /** @param arguments folder for screenshots */
    public static void main(String[] arguments) throws Exception {
        Path pictures = Path.of(arguments[0]);
        new ImageJ(ImageJ.STANDALONE);
        StockImageJDriver.choose("Open Sample Brain");
        StockImageJDriver.await("the sample", () -> StockImageJDriver.image("brain_mag") != null);
        IJ.runMacro("run('Map T1 T2 B0...', 'magnitude=brain_mag phase=brain_phase b1=brain_B1');");
        StockImageJDriver.choose("Inspector...");
        JDialog dialog = StockImageJDriver.await("the dialog", () -> StockImageJDriver.dialog("Inspector"));
        StockImageJDriver.press(dialog, "OK");
        Frame window = StockImageJDriver.await("the Inspector", StockInspectorDriver::inspector);
        arrange(window);

        ImagePlus map = StockImageJDriver.image("T1map");
        map.setPosition(1, 10, 1);
        StockImageJDriver.await("the slice", () -> window.getTitle().endsWith("slice 10"));
        System.out.println("slice " + StockImageJDriver.image("brain_mag").getZ() + " "
                + StockImageJDriver.image("T2map").getZ());
        follow(map, window);
        StockImageJDriver.screenshot(null, pictures.resolve("inspector.png"));

        map.setRoi(28, 24, 4, 4);
        StockImageJDriver.await("the region", () -> window.getTitle().contains("16 voxels"));
        System.out.println(
                "selection " + StockImageJDriver.image("brain_phase").getRoi().getBounds());
        StockImageJDriver.press(window, "Add to table");
        ResultsTable table =
                StockImageJDriver.await("the table", () -> ResultsTable.getResultsTable("Inspector Results"));
        System.out.println("added " + table.getStringValue("image", 0) + "; " + table.getStringValue("ROI", 0) + "; "
                + table.getStringValue("place", 0) + "; " + Math.round(table.getValue("voxels", 0)) + " voxels; "
                + table.getStringValue("method", 0) + "; T1 " + table.getValue("T1 (ms)", 0));
        StockImageJDriver.press(window, "Monte Carlo");
        StockImageJDriver.press(window, "Monte Carlo");
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("Monte Carlo"))
                .count();
        // a quick machine may be done already
        System.out.println("threads of two clicks: " + (threads <= 1 ? "no more than one" : threads));
        ResultsTable sampled =
                StockImageJDriver.await("the samples", () -> ResultsTable.getResultsTable("Monte Carlo ROIs"));
        System.out.println("sampled " + sampled.getValue("samples", 0));
        ImagePlus mean = StockImageJDriver.await("the map", () -> StockImageJDriver.image("roi_T1map_mean"));
        StockImageJDriver.await("the end", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("Monte Carlo")));
        StockImageJDriver.screenshot(null, pictures.resolve("inspector-monte-carlo.png"));
        System.out.println("after Monte Carlo: " + window.getTitle());
        System.out.println(
                "its image: slice " + mean.getZ() + " " + mean.getRoi().getBounds());
        anotherRunTakesThePlaceOfTheFirst(window);
        System.exit(0);
    }

    /** And another series has its own. */
    private static void anotherRunTakesThePlaceOfTheFirst(Frame window) throws Exception {
        String series = "magnitude=brain_mag phase=brain_phase ";
        IJ.runMacro("run('Inspector...', '" + series + "methods=[MIRACLE (fast)]');");
        StockImageJDriver.await("the end of the first", () -> !window.isShowing());
        IJ.runMacro("run('Remove Gibbs Ringing...', 'magnitude=brain_mag phase=brain_phase');"
                + "run('Inspector...', 'magnitude=bssfp_part-mag phase=bssfp_part-phase methods=[MIRACLE (fast)]');");
        StockImageJDriver.await("the second", () -> inspectors().size() == 2);
        long ofBrain = inspectors().stream()
                .filter(frame -> frame.getTitle().startsWith("brain · "))
                .count();
        System.out.println(
                "Inspectors of the series: " + ofBrain + " of " + inspectors().size());
    }

    private static List<Frame> inspectors() {
        return Arrays.stream(Frame.getFrames())
                .filter(frame -> frame.isShowing() && frame.getTitle().contains("Inspector:"))
                .toList();
    }

    /** Times how long the window lags behind the mouse. */
    private static void follow(ImagePlus map, Frame window) throws Exception {
        Robot robot = new Robot();
        ImageCanvas canvas = map.getCanvas();
        Point origin = canvas.getLocationOnScreen();
        double[] lags = new double[MOVES];
        for (int i = 0; i < MOVES; i++) {
            int x = 22 + i;
            int y = 30;
            // rows of the sample run upwards, and its windows show it upright
            int fromTop = canvas.getHeight() - canvas.screenYD(y + 0.5);
            robot.mouseMove(origin.x + canvas.screenXD(x + 0.5), origin.y + fromTop);
            long start = System.nanoTime();
            String voxel = "voxel " + x + ", " + y + ", slice 10";
            while (!window.getTitle().endsWith(voxel) && System.nanoTime() - start < 10_000_000_000L) {
                Thread.sleep(1);
            }
            lags[i] = (System.nanoTime() - start) * 1e-6;
        }
        Arrays.sort(lags);
        System.out.println(
                "followed in ms: median " + lags[MOVES / 2] + ", most " + lags[MOVES - 1] + "; " + window.getTitle());
    }

    private static void arrange(Frame window) {
        IJ.getInstance().setLocation(10, 10);
        List<String> shown = List.of("T1map", "T2map", "fieldmap", "brain_mag", "brain_phase");
        List<ImagePlus> kept = shown.stream().map(StockImageJDriver::image).toList();
        for (int id : WindowManager.getIDList()) {
            if (!kept.contains(WindowManager.getImage(id))) {
                StockImageJDriver.close(WindowManager.getImage(id));
            }
        }
        int i = 0;
        for (String title : shown) {
            StockImageJDriver.image(title).getWindow().setLocation(10 + 270 * i++, 130);
            StockImageJDriver.image(title).getWindow().toFront();
        }
        window.setLocation(130, 470);
        window.toFront();
        StockImageJDriver.settle();
    }

    /** The first; null where there is none. */
    static Frame inspector() {
        return inspectors().stream().findFirst().orElse(null);
    }
}
