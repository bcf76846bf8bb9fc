package org.relaxometry.bssfp.io.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.CycleLayout;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.PlanarImages;
import org.relaxometry.bssfp.io.image.PlaneAxis;
import org.relaxometry.bssfp.io.image.ProtocolSource;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;
import org.relaxometry.bssfp.io.sidecar.SourcedProtocol;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.ComplexImages.Form;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/** A series put together from single volumes, with the checks and the log of one that {@link SeriesLoader} reads. */
public final class SeriesAssembly {

    private final SeriesRequest request;
    private final LoadLog log = new LoadLog();
    private final SourcedProtocol protocol;

    /**
     * What the files say of the protocol; what the user typed comes before it.
     *
     * @param origin where TR, TE and flip angle come from, as messages call it
     * @param repetitionTimeMs TR in ms
     * @param volumeTimeMs time between volumes in ms, where the files state it beside TR
     * @param echoTimeMs TE in ms
     * @param flipAngleDeg flip angle in degrees
     * @param incrementsOrigin where the increments come from
     * @param incrementsDeg increment of every cycle in degrees; empty for the standard ones
     * @param pulse the excitation pulse
     */
    public record Found(
            String origin,
            Optional<Double> repetitionTimeMs,
            Optional<Double> volumeTimeMs,
            Optional<Double> echoTimeMs,
            Optional<Double> flipAngleDeg,
            String incrementsOrigin,
            List<Double> incrementsDeg,
            Optional<RfPulse> pulse) {}

    /**
     * Magnitude or phase of all cycles.
     *
     * @param title as messages call it
     * @param planes stored numbers by cycle and slice; each may be fetched when it is read
     * @param slope factor from stored to true values
     * @param intercept true value of a stored 0
     * @param files behind it, by what the record calls them
     */
    public record Half(
            String title, List<FloatArray> planes, double slope, double intercept, Map<String, List<Path>> files) {}

    /**
     * Decides the protocol.
     *
     * @param request what the user typed: of {@code tr te flip increments phaseunit}
     * @param cycles number of cycles
     * @throws IllegalArgumentException if a value is missing or wrong
     */
    public SeriesAssembly(SeriesRequest request, Found found, int cycles) {
        this.request = request;
        ProtocolSource source = new ProtocolSource(
                request,
                List.of(
                        new ProtocolValues(
                                found.origin(),
                                Optional.empty(),
                                found.repetitionTimeMs(),
                                found.volumeTimeMs(),
                                found.echoTimeMs(),
                                found.flipAngleDeg(),
                                Optional.empty(),
                                found.pulse(),
                                OptionalInt.empty(),
                                Set.of()),
                        new ProtocolValues(
                                found.incrementsOrigin(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new ProtocolValues.Increments(found.incrementsDeg())),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Set.of())));
        protocol = source.protocol(cycles, log);
    }

    /** The protocol, in the order of the cycles. */
    public Protocol protocol() {
        return protocol.protocol();
    }

    /**
     * Puts the halves together and decides the unit of the phase.
     *
     * @param form what the halves are: {@code first} is the magnitude or the real part
     * @param grid of every cycle
     * @param geometry where its voxels lie
     * @throws IllegalArgumentException if the values cannot be those of a phase-cycled series
     * @throws IOException if a file cannot be read for its checksum
     */
    public LoadedSeries assemble(
            Form form, VolumeGrid grid, Half first, Half second, NiftiGeometry geometry, Progress progress)
            throws IOException {
        List<PlaneAxis> axes = List.of(PlaneAxis.SLICES, PlaneAxis.FRAMES, PlaneAxis.CHANNELS);
        CycleLayout layout = new CycleLayout(PlaneAxis.FRAMES, PlaneAxis.SLICES, PlaneAxis.CHANNELS);
        List<SourceImage> halves = new ArrayList<>();
        Map<String, Half> byRole = new LinkedHashMap<>();
        byRole.put(form == Form.MAGNITUDE_PHASE ? "magnitude" : "real", first);
        byRole.put(form == Form.MAGNITUDE_PHASE ? "phase" : "imaginary", second);
        List<InputFile> inputs = new ArrayList<>();
        for (Map.Entry<String, Half> half : byRole.entrySet()) {
            halves.add(image(half.getKey(), half.getValue(), grid, geometry, axes));
            for (Map.Entry<String, List<Path>> image : half.getValue().files().entrySet()) {
                inputs.add(InputFile.of(half.getKey(), image.getKey(), image.getValue(), progress));
            }
        }
        ComplexImages complex = ComplexForm.read(
                new SeriesImages(halves, Optional.of(form)), List.of(layout, layout), request, progress, log);
        return new LoadedSeries(
                new PhaseCycledSeries(grid, complex, protocol(), Optional.empty(), Optional.empty()),
                geometry,
                protocol,
                protocol,
                log.notes(),
                log.warnings(),
                List.copyOf(inputs),
                Set.of(),
                Set.of(),
                List.of());
    }

    private static SourceImage image(
            String role, Half half, VolumeGrid grid, NiftiGeometry geometry, List<PlaneAxis> axes) {
        long[] dimensions = {grid.nx(), grid.ny(), grid.nz(), half.planes().size() / grid.nz(), 1};
        return new SourceImage(
                role,
                half.title(),
                PlanarImages.wrap(half.planes(), dimensions, new FloatType()),
                Optional.empty(),
                axes,
                new LinearScale(half.slope(), half.intercept()),
                Optional.of(geometry),
                Optional.empty(),
                List.of());
    }
}
