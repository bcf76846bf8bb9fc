package org.relaxometry.bssfp.app.guide;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.FlowLayout;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.app.frame.PersonalRun;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;

/** The pages of the guide. Closed, it keeps what was decided, and opens again where it was left. */
final class GuideWindow extends JFrame {

    private static final long serialVersionUID = 1L;

    /** Of this session. */
    private static GuideWindow left;

    private final transient List<GuidePage> pages =
            List.of(new DataPage(this::run), new CleaningPage(), new MethodPage(), new ReportPage());
    private final CardLayout cards = new CardLayout();
    private final JPanel content = new JPanel(cards);
    private final JLabel state = new JLabel(" ");
    private final JButton back = new JButton("Back");
    private final JButton skip = new JButton("Skip");
    private final JButton next = new JButton("Next");
    private int page;

    private GuideWindow() {
        super("Start");
        for (GuidePage each : pages) {
            JPanel top = new JPanel(new BorderLayout());
            top.setBorder(BorderFactory.createEmptyBorder(12, 14, 8, 14));
            top.add(each, BorderLayout.NORTH);
            JScrollPane scroll = new JScrollPane(top);
            scroll.setBorder(null);
            scroll.getVerticalScrollBar().setUnitIncrement(16);
            content.add(scroll, each.title());
        }
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        back.addActionListener(event -> turnTo(page - 1));
        skip.addActionListener(event -> turnTo(page + 1));
        next.addActionListener(event -> run(pages.get(page).call()));
        List.of(back, skip, next).forEach(buttons::add);
        JPanel bottom = new JPanel(new BorderLayout());
        state.setBorder(BorderFactory.createEmptyBorder(0, 14, 0, 14));
        bottom.add(state, BorderLayout.CENTER);
        bottom.add(buttons, BorderLayout.SOUTH);
        add(content, BorderLayout.CENTER);
        add(bottom, BorderLayout.SOUTH);
        getRootPane().setDefaultButton(next);
        getRootPane()
                .registerKeyboardAction(
                        event -> setVisible(false),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
        setDefaultCloseOperation(HIDE_ON_CLOSE);
        pack();
        Rectangle screen = getGraphicsConfiguration().getBounds();
        setSize(Math.min(getWidth() + 30, screen.width), Math.min(getHeight(), screen.height * 3 / 4));
        setLocation(screen.x + screen.width - getWidth() - 8, screen.y + screen.height - getHeight() - 40);
        turnTo(0);
    }

    /** Opens the guide, where it was left. On Swing's thread. */
    static void open() {
        if (left == null) {
            left = new GuideWindow();
        }
        left.pages.get(left.page).enter();
        left.setVisible(true);
        left.toFront();
    }

    private void turnTo(int number) {
        page = Math.max(0, Math.min(pages.size() - 1, number));
        GuidePage shown = pages.get(page);
        shown.enter();
        cards.show(content, shown.title());
        next.setText(shown.action());
        back.setEnabled(page > 0);
        skip.setEnabled(page < pages.size() - 1);
        state.setText(" ");
    }

    private void run(Call call) {
        if (call.isNone()) {
            turnTo(page + 1);
            return;
        }
        List.of(back, skip, next).forEach(button -> button.setEnabled(false));
        state.setText("Running. ImageJ's status line says how far it is; Esc cancels.");
        // not "Run$_", which is how ImageJ's Recorder knows what a macro does and leaves out
        Thread thread = new Thread(() -> finish(call, done(call)), "Start: " + call.command());
        // networks look for their engine in the thread's class loader, and that of buttons is the host's
        thread.setContextClassLoader(GuideWindow.class.getClassLoader());
        thread.start();
    }

    private static Optional<String> done(Call call) {
        PersonalRun command = PersonalRun.of(call.command());
        Map<String, String> values = new LinkedHashMap<>(command.proposals());
        values.putAll(call.answers());
        values.values().removeIf(String::isEmpty);
        return command.run(values);
    }

    private void finish(Call call, Optional<String> failure) {
        IJ.showProgress(1);
        SwingUtilities.invokeLater(() -> {
            int done = page;
            next.setEnabled(true);
            // the sample was simulated without ringing and motion
            int further = call.command().equals(Call.SAMPLE) ? 2 : 1;
            turnTo(failure.isEmpty() ? page + further : page);
            state.setText(failure.map(reason -> RelaxometryCommand.isCancelled(reason) ? "Cancelled." : "Not done.")
                    .orElse("Done: " + pages.get(done).title() + "."));
            boolean opensResults = pages.get(done) instanceof MethodPage || pages.get(done) instanceof ReportPage;
            if (!opensResults) {
                // behind maps and tables it covers nothing
                toFront();
            }
        });
    }
}
