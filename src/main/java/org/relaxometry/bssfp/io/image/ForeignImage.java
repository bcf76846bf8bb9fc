package org.relaxometry.bssfp.io.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.relaxometry.bssfp.concurrent.Progress;

/** Files of other formats than NIfTI: whatever ImageJ, and in Fiji its file handlers, can open. */
final class ForeignImage {

    private static final long LOOK_MS = 100;

    private ForeignImage() {}

    /**
     * @param role key under which it was named
     * @throws IOException if it cannot be opened, or is not whole
     * @throws CancellationException if cancelled; whatever ImageJ does then goes on unheard until it ends
     */
    static SourceImage open(String role, Path file, Progress progress) throws IOException {
        String failure = "'" + role + "': '" + file + "' cannot be opened as an image";
        try {
            TiffClaims.require(file);
        } catch (IOException | ArithmeticException e) {
            throw new IOException(
                    failure + ": it is damaged" + (e instanceof IOException ? ", " + e.getMessage() : "") + ".", e);
        }
        ImagePlus image;
        try {
            image = aside(() -> decode(file.toAbsolutePath().toString()), progress);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new IOException(failure + ": it is larger than the memory that Java may take, or damaged.", e);
            }
            // what ImageJ throws for damaged files is of every kind
            throw new IOException(failure + ". Expected NIfTI, TIFF or another format that ImageJ opens.", e);
        }
        if (image == null || image.getWidth() == 0 || image.getHeight() == 0) {
            throw new IOException(failure + ". Expected NIfTI, TIFF or another format that ImageJ opens.");
        }
        requireComplete(role, file, image);
        return ImagePlusSource.of(role, image, List.of(file));
    }

    /** Runs what cannot be cancelled on a thread of its own, which is left behind where the user cancels. */
    static <T> T aside(Callable<T> work, Progress progress) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "Opening an image");
        thread.setDaemon(true);
        thread.start();
        try {
            while (true) {
                progress.checkCanceled();
                try {
                    return task.get(LOOK_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    continue;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled.");
        } finally {
            // in vain where it is done, or does not listen
            task.cancel(true);
        }
    }

    private static ImagePlus decode(String path) {
        Opener opener = new Opener();
        opener.setSilentMode(true);
        int type = opener.getFileType(path);
        IJ.redirectErrorMessages(true);
        try {
            return type == Opener.UNKNOWN || type == Opener.TEXT
                    ? openByHandlers(opener, path, type)
                    : opener.openImage(path);
        } finally {
            IJ.redirectErrorMessages(false);
        }
    }

    /** As openImage does for files it does not know, but without its message on failure. */
    private static ImagePlus openByHandlers(Opener opener, String path, int type) {
        ImagePlus image = Opener.openUsingBioFormats(path);
        return image != null ? image : opener.openWithHandleExtraFileTypes(path, new int[] {type});
    }

    /** ImageJ opens a TIFF that was cut off without a word, with fewer planes or with zeros. */
    private static void requireComplete(String role, Path file, ImagePlus image) throws IOException {
        FileInfo info = image.getOriginalFileInfo();
        if (info == null || info.fileFormat != FileInfo.TIFF || info.compression > FileInfo.COMPRESSION_NONE) {
            return;
        }
        boolean contiguous = image.getStackSize() == Math.max(1, info.nImages);
        long bytes = (long) info.width * info.height * info.getBytesPerPixel() * image.getStackSize()
                + (contiguous ? info.getOffset() : 0);
        if (image.getStackSize() < info.nImages || Files.size(file) < bytes) {
            throw new IOException("'" + role + "': '" + file + "' is cut off: its header announces more data than the "
                    + Files.size(file) + " bytes it has.");
        }
    }
}
