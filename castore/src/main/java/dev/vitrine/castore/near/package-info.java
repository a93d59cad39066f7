/**
 * A near store in front of a far one: what was fetched once is kept on this machine, bounded, and goes on being served while the far
 * side is down. The far services verify what they hand out; nothing else is published to the near store.
 */
@NullMarked
package dev.vitrine.castore.near;

import org.jspecify.annotations.NullMarked;
