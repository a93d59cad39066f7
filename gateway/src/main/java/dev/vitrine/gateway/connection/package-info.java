/** Connections of clients: how many there may be, and which are too slow to keep. Knows Jetty, and nothing of the view. */
@NullMarked
package dev.vitrine.gateway.connection;

import org.jspecify.annotations.NullMarked;
