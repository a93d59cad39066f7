/** Tests of the mount, most of them through a real one. */
@NullMarked
package dev.vitrine.fusefs;

import org.jspecify.annotations.NullMarked;
