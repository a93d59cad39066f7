package dev.vitrine.gateway.listing;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.path.Href;
import dev.vitrine.gateway.path.LinkEnd;
import java.util.Optional;

/**
 * One child of a directory.
 *
 * @param end what it leads to, if it is a symlink
 */
record Child(PathComponent name, Entry entry, Optional<LinkEnd.Kind> end) {
    /** The reference to it from its directory, exact for every name, and with a slash for what can be listed. */
    String href() {
        return isListable() ? Href.ofDirectory(name) : Href.of(name);
    }

    private boolean isListable() {
        return entry instanceof Entry.Listable
                || end.filter(kind -> kind == LinkEnd.Kind.DIRECTORY).isPresent();
    }
}
