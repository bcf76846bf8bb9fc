package org.relaxometry.bssfp.io.image;

/** An axis along which the planes of an image lie. In NIfTI the 3rd to 5th dimension are slices, frames and channels. */
public enum PlaneAxis {
    FRAMES("frames"),
    CHANNELS("channels"),
    SLICES("slices");

    private final String key;

    PlaneAxis(String key) {
        this.key = key;
    }

    /** As the user writes it in {@code cycles=frames}. */
    public String key() {
        return key;
    }

    static PlaneAxis ofKey(String key) {
        for (PlaneAxis axis : values()) {
            if (axis.key.equals(key)) {
                return axis;
            }
        }
        throw new IllegalArgumentException("There is no axis '" + key + "'.");
    }
}
