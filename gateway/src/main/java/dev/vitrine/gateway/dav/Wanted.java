package dev.vitrine.gateway.dav;

import java.util.List;
import javax.xml.namespace.QName;

/** What a PROPFIND asks to be told (RFC 4918, 14.20). */
sealed interface Wanted {
    /** All that {@code allprop} stands for, and these; also what an empty body asks for. */
    record All(List<QName> include) implements Wanted {}

    /** The names of all properties, without values. */
    record Names() implements Wanted {}

    /** These properties, each once, in the order of the request. */
    record Some(List<QName> names) implements Wanted {}
}
