package dev.vitrine.gateway.listing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Iterator;

/**
 * A directory as plain text: the reference to each child, percent-encoded, one a line. So a line is exact for every name, holds no space and
 * no line break, and can be put behind the address of the directory as it is.
 */
record TextForm(Children children) implements ListingForm {
    static final String MEDIA_TYPE = "text/plain";

    /** Changes whenever the same directory would be written otherwise. */
    private static final int VERSION = 1;

    @Override
    public String type() {
        return MEDIA_TYPE + ";charset=utf-8";
    }

    @Override
    public String variant() {
        return ListingForm.variant("text" + VERSION, children);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, US_ASCII));
        for (Iterator<Child> each = children.stream().iterator(); each.hasNext(); ) {
            lines.append(each.next().href()).append('\n');
        }
        lines.flush();
    }
}
