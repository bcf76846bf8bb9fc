package org.relaxometry.bssfp.app.bringin;

import ij.IJ;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Version, what it is and is not, and what to cite. */
@Plugin(
        type = Command.class,
        name = "about",
        label = "About bSSFP Relaxometry",
        description = "Version, purpose and citation.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class About extends RelaxometryCommand {

    @Override
    protected void execute() {
        String text =
                """
                bSSFP Relaxometry %s

                T1, T2 and off-resonance maps from phase-cycled bSSFP MRI.
                Research software, not a medical device: not for diagnosis.

                The methods are those of, and after:
                Birk F, Mahler L, Steiglechner J, Wang Q, Scheffler K, Heule R.
                Flexible and cost-effective deep learning for accelerated multi-parametric
                relaxometry using phase-cycled bSSFP. Sci Rep 15, 4825 (2025).
                Nguyen D, Bieri O. Motion-insensitive rapid configuration relaxometry.
                Magn Reson Med 78:518 (2017).
                Björk M et al. Parameter estimation approach to banding artifact reduction
                in balanced steady-state free precession. Magn Reson Med 72:880 (2014).

                Colours: Crameri F, Scientific colour maps, doi 10.5281/zenodo.1243862 (MIT).
                Licence of this program: Simplified BSD (BSD-2).
                """
                        .formatted(Version.current());
        if (audience().isPerson()) {
            IJ.showMessage("About bSSFP Relaxometry", text);
        } else {
            log(text);
        }
    }
}
