/**
 * The protocol that the Linux kernel speaks on /dev/fuse, through the JDK's foreign functions, and nothing of the castore: requests and
 * answers by the structs of linux/fuse.h, the first exchange, one session with its seats, mount(2) and fusermount3. Depends on
 * {@code request} alone.
 */
@NullMarked
package dev.vitrine.fusefs.kernel;

import org.jspecify.annotations.NullMarked;
