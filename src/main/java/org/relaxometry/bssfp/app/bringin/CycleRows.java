package org.relaxometry.bssfp.app.bringin;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.ImageIcon;
import javax.swing.table.AbstractTableModel;
import org.relaxometry.bssfp.io.series.CyclePictures;
import org.relaxometry.bssfp.io.series.ImportRow;

/** What stands in the {@link CycleTable}. */
final class CycleRows extends AbstractTableModel {

    private static final long serialVersionUID = 1L;
    private static final List<String> COLUMNS = List.of(
            "Cycle",
            "Increment (°)",
            "Magnitude",
            "Phase",
            "File or series",
            "Kind",
            "Number",
            "TR / TE (ms)",
            "Size (voxels)");
    private static final int FIRST_PICTURE = 2;
    private static final double BRIGHTEST = 0.995;

    private transient List<ImportRow> rows = List.of();
    private final transient Map<List<Integer>, ImageIcon> pictures = new HashMap<>();

    void show(List<ImportRow> shown) {
        boolean same = rows.size() == shown.size();
        rows = List.copyOf(shown);
        if (same) {
            fireTableRowsUpdated(0, rows.size() - 1);
        } else {
            fireTableDataChanged();
        }
    }

    void add(CyclePictures.Picture picture) {
        pictures.put(List.of(picture.number(), picture.half()), new ImageIcon(drawn(picture)));
        fireTableRowsUpdated(0, rows.size() - 1);
    }

    ImportRow row(int index) {
        return rows.get(index);
    }

    TakenOrder order() {
        List<Integer> taken = new ArrayList<>();
        List<Integer> leftOut = new ArrayList<>();
        rows.forEach(row -> (row.cycle() > 0 ? taken : leftOut).add(row.number()));
        return new TakenOrder(taken, leftOut);
    }

    static List<String> remarks(ImportRow row) {
        return Stream.concat(row.problems().stream(), row.doubts().stream()).toList();
    }

    @Override
    public int getRowCount() {
        return rows.size();
    }

    @Override
    public int getColumnCount() {
        return COLUMNS.size();
    }

    @Override
    public String getColumnName(int column) {
        return COLUMNS.get(column);
    }

    @Override
    public Object getValueAt(int index, int column) {
        ImportRow row = rows.get(index);
        return switch (column) {
            case 0 -> row.cycle() == 0 ? "left out" : Integer.toString(row.cycle());
            case 1 -> row.increment();
            case 2, 3 -> pictures.getOrDefault(List.of(row.number(), column - FIRST_PICTURE), new ImageIcon());
            case 4 -> lines(row.names());
            case 5 -> lines(row.kinds());
            case 6 -> row.series();
            case 7 -> row.times();
            default -> row.size();
        };
    }

    private static String lines(List<String> texts) {
        return texts.stream()
                .map(text -> text.replace("&", "&amp;").replace("<", "&lt;"))
                .collect(Collectors.joining("<br>", "<html>", "</html>"));
    }

    /** From the darkest to the 99.5 % brightest pixel, in grey. */
    private static BufferedImage drawn(CyclePictures.Picture picture) {
        int width = picture.width();
        int height = picture.values().length / width;
        float[] sorted = picture.values().clone();
        java.util.Arrays.sort(sorted);
        float low = sorted[0];
        float high = sorted[(int) (BRIGHTEST * (sorted.length - 1))];
        int size = CycleTable.PICTURE;
        double step = Math.max(width, height) / (double) size;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int fromX = (int) (x * step - (size * step - width) / 2);
                int fromY = (int) (y * step - (size * step - height) / 2);
                if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
                    float value = picture.values()[fromY * width + fromX];
                    int grey = high > low ? Math.round(255 * (value - low) / (high - low)) : 0;
                    image.getRaster().setSample(x, y, 0, Math.max(0, Math.min(255, grey)));
                }
            }
        }
        return image;
    }
}
