package org.relaxometry.bssfp.app.form;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import javax.swing.JTextField;

/** A field that says in grey what an empty one stands for. */
public final class PromptField extends JTextField {

    private static final long serialVersionUID = 1L;
    private static final Color GREY = new Color(130, 130, 130);

    private String prompt;

    /** @param prompt what is shown as long as nothing is typed; may be empty */
    public PromptField(String prompt, int columns) {
        super(columns);
        this.prompt = prompt;
    }

    public String prompt() {
        return prompt;
    }

    /** Shows something else. */
    public void prompt(String text) {
        prompt = text;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        if (getText().isEmpty() && !prompt.isEmpty()) {
            Graphics2D g = (Graphics2D) graphics.create();
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(GREY);
            g.setFont(getFont());
            Insets inside = getInsets();
            g.clipRect(inside.left, inside.top, getWidth() - inside.left - inside.right, getHeight());
            g.drawString(prompt, inside.left + 1, getBaseline(getWidth(), getHeight()));
            g.dispose();
        }
    }
}
