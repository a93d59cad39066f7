/** WebDAV, class 1 and read-only: PROPFIND. Milton carries the method from request to answer; the parser of its body and the writer of
 * its answer are ours. */
@NullMarked
package dev.vitrine.gateway.dav;

import org.jspecify.annotations.NullMarked;
