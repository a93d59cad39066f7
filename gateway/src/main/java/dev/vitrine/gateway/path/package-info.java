/** From the path of a request to a place in the view, and from names back to references. The only code that decodes paths or follows
 * symlinks. */
@NullMarked
package dev.vitrine.gateway.path;

import org.jspecify.annotations.NullMarked;
