package org.relaxometry.bssfp.io.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileSaver;
import ij.plugin.Duplicator;
import ij.plugin.FileInfoVirtualStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.io.sidecar.ProtocolItem;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.protocol.Protocol;

class ImagePropertiesTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, List.of(45.0, 135.0, 225.5, 315.0));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everythingSurvivesSavingAsTiff(boolean littleEndian, @TempDir Path folder) throws IOException {
        ImagePlus image = IJ.createHyperStack("x", 8, 8, 1, 2, 3, 16);
        NiftiGeometry geometry = NiftiGeometry.ofVoxelSize(1.1, 2.2, 3.3);
        ImageProperties.storeProtocol(image, PROTOCOL);
        ImageProperties.storeRole(image, "phase");
        ImageProperties.storePhaseUnit(image, "siemens");
        ImageProperties.storeGeometry(image, geometry);
        String path = folder.resolve("x.tif").toString();
        boolean before = Prefs.intelByteOrder;
        Prefs.intelByteOrder = littleEndian;
        try {
            assertThat(new FileSaver(image).saveAsTiff(path)).isTrue();
        } finally {
            Prefs.intelByteOrder = before;
        }
        ImagePlus reopened = IJ.openImage(path);
        assertThat(ImageProperties.protocolText(reopened)).contains(ProtocolJson.write(PROTOCOL));
        assertThat(ImageProperties.role(reopened)).contains("phase");
        assertThat(ImageProperties.phaseUnit(reopened)).contains("siemens");
        assertThat(ImageProperties.geometry(reopened)).contains(geometry);
        assertThat(ProtocolJson.parse(ImageProperties.protocolText(reopened).orElseThrow(), "x")
                        .repetitionTimeMs())
                .contains(4.8);
    }

    @Test
    void theyAreKeptByDuplicating() {
        ImagePlus image = IJ.createHyperStack("x", 8, 8, 1, 2, 3, 16);
        ImageProperties.storeProtocol(image, PROTOCOL);
        assertThat(ImageProperties.protocolText(image.duplicate())).contains(ProtocolJson.write(PROTOCOL));
    }

    @Test
    void aProtocolThatNobodyTypedIsNeverReplacedButATypedOneIs() {
        Protocol other = new Protocol(4.8, 2.4, 25, PROTOCOL.phaseIncrementsDeg());
        Protocol right = new Protocol(4.8, 2.4, 30, PROTOCOL.phaseIncrementsDeg());
        ImagePlus image = IJ.createHyperStack("x", 8, 8, 1, 2, 3, 16);
        ImageProperties.keepProtocol(image, OneSource.of(other, ProtocolItem.FLIP_ANGLE));
        assertThat(ImageProperties.protocol(image)).contains(other);
        ImageProperties.keepProtocol(image, OneSource.of(right, ProtocolItem.FLIP_ANGLE));
        assertThat(ImageProperties.protocol(image)).as("a slip put right").contains(right);
        ImageProperties.keepProtocol(image, OneSource.of(PROTOCOL));
        assertThat(ImageProperties.protocol(image)).contains(PROTOCOL);
        ImageProperties.keepProtocol(image, OneSource.of(other, ProtocolItem.FLIP_ANGLE));
        assertThat(ImageProperties.protocol(image)).contains(PROTOCOL);
    }

    @Test
    void theGeometryOfAnImageThatWasCroppedSinceIsForgotten() {
        ImagePlus image = IJ.createHyperStack("x", 8, 8, 1, 2, 3, 16);
        ImageProperties.storeGeometry(image, NiftiGeometry.ofVoxelSize(1, 2, 3));
        assertThat(ImageProperties.geometry(image.duplicate())).isPresent();
        image.setRoi(2, 2, 4, 4);
        ImagePlus cropped = new Duplicator().run(image);
        assertThat(cropped.getProp("NIfTI_Geometry")).isNotNull();
        assertThat(ImageProperties.geometry(cropped)).isEmpty();
    }

    @Test
    void anImageWithoutThemHasNone() {
        ImagePlus image = IJ.createHyperStack("x", 8, 8, 1, 2, 3, 16);
        assertThat(ImageProperties.protocolText(image)).isEmpty();
        assertThat(ImageProperties.role(image)).isEmpty();
        assertThat(ImageProperties.phaseUnit(image)).isEmpty();
        assertThat(ImageProperties.geometry(image)).isEmpty();
    }

    @Test
    void travelIntoAVirtualStackOfTheSavedFile(@TempDir Path temporary) {
        ImagePlus image = IJ.createImage("mag", "32-bit", 8, 8, 3);
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(3));
        ImageProperties.storeProtocol(image, protocol);
        String file = temporary.resolve("mag.tif").toString();
        IJ.saveAsTiff(image, file);
        ImagePlus virtual = FileInfoVirtualStack.openVirtual(file);
        assertThat(virtual.getStack().isVirtual()).isTrue();
        assertThat(ImageProperties.protocol(virtual)).contains(protocol);
    }
}
