package dev.vitrine.gateway.dav;

import io.milton.http.webdav.PropFindResponse;
import io.milton.http.webdav.PropertiesRequest;
import java.util.AbstractList;
import java.util.Optional;

/**
 * What a PROPFIND is about and what it asks, where Milton's pipeline would pass on an answer that is made already: a list of no
 * responses, from which {@link Multistatus} is written.
 */
final class Propfind extends AbstractList<PropFindResponse> {
    private final Subject subject;
    private final Wanted wanted;

    Propfind(Subject subject, Wanted wanted) {
        this.subject = subject;
        this.wanted = wanted;
    }

    /** A body as Milton's pipeline passes it on: empty if it is malformed. */
    static final class Fields extends PropertiesRequest {
        private final Optional<Wanted> wanted;

        Fields(Optional<Wanted> wanted) {
            super(true, false);
            this.wanted = wanted;
        }

        Optional<Wanted> wanted() {
            return wanted;
        }
    }

    Subject subject() {
        return subject;
    }

    Wanted wanted() {
        return wanted;
    }

    @Override
    public PropFindResponse get(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int size() {
        return 0;
    }
}
