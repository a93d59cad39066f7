/** Requests and answers of HTTP: conditions, ranges, tags, statuses, and the edge where failures become answers. Knows no path and no
 * listing of the view. */
@NullMarked
package dev.vitrine.gateway.http;

import org.jspecify.annotations.NullMarked;
