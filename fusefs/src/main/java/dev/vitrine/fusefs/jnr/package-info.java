/**
 * libfuse2 by way of jnr-fuse, and nothing of the castore: the table of callbacks, the structs, one session with its loops. Paths
 * and buffers are plain addresses, because names are bytes and jnr-fuse would make text of them. Depends on nothing else of ours.
 */
@NullMarked
package dev.vitrine.fusefs.jnr;

import org.jspecify.annotations.NullMarked;
