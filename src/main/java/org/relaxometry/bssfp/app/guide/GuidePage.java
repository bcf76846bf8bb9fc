package org.relaxometry.bssfp.app.guide;

import java.awt.Component;
import java.awt.Dimension;
import java.util.Map;
import java.util.stream.Collectors;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.relaxometry.bssfp.app.frame.PersonalRun;

/** A page of the guide: what is decided on it, what will happen, and the command that does it. */
abstract class GuidePage extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int TEXT_WIDTH = 470;
    private static final int GAP = 8;

    private final String title;
    private final JLabel consequence = new JLabel();
    private final String usual;

    /** @param consequence what will happen when the user goes on */
    GuidePage(String title, String consequence) {
        this.title = title;
        usual = consequence;
        setLayout(new BoxLayout(this, BoxLayout.PAGE_AXIS));
        JLabel heading = new JLabel(title);
        heading.setFont(heading.getFont().deriveFont(heading.getFont().getSize2D() * 1.4f));
        put(heading);
        say(consequence);
        put(this.consequence);
    }

    String title() {
        return title;
    }

    /** What the button that goes on is called. */
    abstract String action();

    /** The call that does what is decided here; none where there is nothing to do. */
    abstract Call call();

    /** The command whose proposed images are taken; empty where none are. */
    String takes() {
        return "";
    }

    /** Called before the page is shown. */
    void enter() {
        if (!takes().isEmpty()) {
            PersonalRun run = PersonalRun.of(takes());
            Map<String, String> proposed = run.proposals();
            String taken = run.keys().stream()
                    .filter(key -> proposed.containsKey(key.name()))
                    .map(key -> key.words() + ": " + proposed.get(key.name()))
                    .collect(Collectors.joining("; "));
            say(usual + (taken.isEmpty() ? " No series is open." : " Taken are " + taken + "."));
        }
    }

    final void say(String text) {
        consequence.setText(html("<i>" + text + "</i>"));
        // as high as its lines, which differ from one series to the next
        consequence.setMaximumSize(new Dimension(Integer.MAX_VALUE, consequence.getPreferredSize().height));
        revalidate();
    }

    final void put(JComponent component) {
        component.setAlignmentX(Component.LEFT_ALIGNMENT);
        component.setMaximumSize(new Dimension(Integer.MAX_VALUE, component.getPreferredSize().height));
        add(component);
        add(Box.createVerticalStrut(GAP));
    }

    static String html(String text) {
        return "<html><p width=\"" + TEXT_WIDTH + "\">" + text + "</p></html>";
    }
}
