/**
 * The view over HTTP: Jetty core, a path codec of our own, ranges, conditions and pages. Depends on the view of castore and on the
 * pages of web; knows nothing of the other windows.
 */
@NullMarked
package dev.vitrine.gateway;

import org.jspecify.annotations.NullMarked;
