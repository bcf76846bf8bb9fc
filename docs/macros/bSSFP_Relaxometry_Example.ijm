// T1, T2 and off-resonance maps of the sample brain, in stock ImageJ and in Fiji.
// Give a folder as argument (or change the line below) to have the maps written as NIfTI, too.
output = getArgument();

run("Open Sample Brain");
options = "magnitude=brain_mag phase=brain_phase b1=brain_B1 method=[Maximum likelihood]";
if (output != "")
    options = options + " output=[" + output + "]";
run("Map T1 T2 B0...", options);

// every map is an image of its own, such as "brain · T2 (ms) · ML"; that of T1 lies on top
Stack.getStatistics(voxels, mean, min, max);
print(getTitle() + ": " + voxels + " voxels, longest T1 " + max + " ms");
