package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Writes the answer to one PROPFIND (RFC 4918, 13). For one thread; used once. */
final class Multistatus {
    private static final byte[] START = (Xml.DECLARATION + Xml.MULTISTATUS).getBytes(US_ASCII);
    private static final byte[] END = "</D:multistatus>".getBytes(US_ASCII);

    private final Subject subject;
    private final Selection selection;
    private final AnswerBuffer out;
    private final Item item;
    private final Links links;
    private final Map<Shape, Template> templates = new EnumMap<>(Shape.class);

    Multistatus(Subject subject, Wanted wanted, AnswerBuffer out) {
        this.subject = subject;
        this.selection = new Selection(wanted, subject.compact());
        this.out = out;
        this.item = new Item(subject.base());
        this.links = new Links(subject);
    }

    /**
     * Writes all of it.
     *
     * @param children of the subject, if they are wanted
     * @throws IOException if the client went away or the store failed; nothing more is read from the store then
     */
    void write(Optional<Listing> children) throws IOException {
        out.put(START);
        put(item.self(subject.name(), subject.place().entry(), subject.target()));
        if (children.isPresent()) {
            list(children.get());
        }
        out.put(END);
        out.finish();
    }

    private void list(Listing listing) throws IOException {
        int count = listing.count();
        for (int i = 0; i < count; i++) {
            child(listing.name(i), listing.entry(i));
        }
    }

    private void child(PathComponent name, Entry entry) throws IOException {
        if (!(entry instanceof Entry.Symlink link)) {
            put(item.child(name, entry, Optional.empty()));
            return;
        }
        Optional<Entry> end = links.end(name);
        if (end.isPresent()) {
            put(item.child(
                    name, end.get(), Optional.<SymlinkTarget>of(link.node().target())));
        }
    }

    private void put(Item filled) throws IOException {
        templates
                .computeIfAbsent(filled.shape(), shape -> Template.of(shape, selection))
                .write(filled, out);
    }
}
