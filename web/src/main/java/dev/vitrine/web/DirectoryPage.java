package dev.vitrine.web;

import java.util.List;
import java.util.Optional;

/**
 * The page of one directory.
 *
 * @param ancestors from the top down, without the directory itself
 * @param name of the directory, printable
 * @param digest of the directory in its text form; the top has none
 * @param address where the directory is by content, relative to the page; the top has none
 * @param crawlable whether robots may follow the links of the page
 * @param stylesheet where the page finds {@link Pages#stylesheet}, relative to it
 * @param count how many rows there are
 * @param rows in the order in which they are shown; gone through once, while the page is written, so that they need not all be in
 *     memory
 */
public record DirectoryPage(
        List<Crumb> ancestors,
        String name,
        Optional<String> digest,
        Optional<String> address,
        boolean crawlable,
        String stylesheet,
        int count,
        Iterable<Row> rows) {
    /** Changes whenever the same content would be rendered to other bytes: it is part of the entity tag of every page. */
    public static final int VERSION = 2;

    public DirectoryPage {
        ancestors = List.copyOf(ancestors);
    }

    /** The title of the window. */
    public String title() {
        return name + " – Vitrine";
    }

    /** How much there is to see. */
    public String summary() {
        return count == 0 ? "This directory is empty." : HumanSize.entries(count);
    }
}
