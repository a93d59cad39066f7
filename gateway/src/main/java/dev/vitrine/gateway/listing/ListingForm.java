package dev.vitrine.gateway.listing;

import java.io.IOException;
import java.io.OutputStream;

/** A directory in one of the forms that a client may ask for, about to be written. */
sealed interface ListingForm permits PageForm, JsonForm, TextForm {
    /** The media type with its parameters. */
    String type();

    /** What tells this form of a directory from others of the same directory: a part of its entity tag. */
    String variant();

    /** The children that it shows. */
    Children children();

    /**
     * Writes it while it is made, and flushes.
     *
     * @throws IOException also after a part was written, which then has no end that a reader could take for the end of the whole
     */
    void write(OutputStream out) throws IOException;

    /** The variant of children that are not all of a directory. */
    static String variant(String form, Children children) {
        return children.isWhole() ? form : form + "-" + children.from() + "-" + children.to();
    }
}
