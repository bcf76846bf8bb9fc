package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;

/** A program that claims, writes and publishes, waits for nobody, and may end with nothing done. */
final class ClaimingProgram {

    private ClaimingProgram() {}

    /**
     * @param arguments folder, prefix, and how it ends: published, cancelled or held (publishes once its input ends)
     */
    public static void main(String[] arguments) throws IOException {
        try (ResultFolder folder = new ResultFolder(arguments[0], arguments[1], false)) {
            folder.claim(List.of("T1map.json", "T2map.json"));
            for (String name : List.of("T1map.json", "T2map.json")) {
                Files.writeString(folder.place(name), arguments[1]);
            }
            System.out.println("claimed");
            if (arguments[2].equals("held")) {
                while (System.in.read() >= 0) {
                    // the test decides
                    continue;
                }
            }
            if (!arguments[2].equals("cancelled")) {
                folder.publish();
            }
        } catch (FileAlreadyExistsException e) {
            System.out.println("refused");
        }
    }
}
