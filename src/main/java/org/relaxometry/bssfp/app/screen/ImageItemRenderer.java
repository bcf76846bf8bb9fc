package org.relaxometry.bssfp.app.screen;

import java.awt.Component;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JList;

/** Shows an open image in a list with the facts that tell it from others of its title, in grey below. */
public final class ImageItemRenderer extends DefaultListCellRenderer {

    @Override
    public Component getListCellRendererComponent(
            JList<?> list, Object value, int index, boolean isSelected, boolean cellHasFocus) {
        super.getListCellRendererComponent(list, value, index, isSelected, cellHasFocus);
        if (index >= 0 && value instanceof ImageItem item && !item.facts().isEmpty()) {
            setText("<html>" + escaped(item.text()) + "<br><font size='-2' color='"
                    + (isSelected ? "#dddddd" : "#777777") + "'>" + escaped(item.facts()) + "</font></html>");
        }
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
