package org.relaxometry.bssfp.app.form;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/**
 * Listens to the text of a field.
 *
 * @param action called back whenever it changes
 */
public record TextChange(Runnable action) implements DocumentListener {

    @Override
    public void insertUpdate(DocumentEvent event) {
        action.run();
    }

    @Override
    public void removeUpdate(DocumentEvent event) {
        action.run();
    }

    @Override
    public void changedUpdate(DocumentEvent event) {
        // of the style, which these texts do not have
    }
}
