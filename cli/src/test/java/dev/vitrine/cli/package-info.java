/** The whole program, as a user runs it: the launcher, real trees, real mounts, real clients. */
@NullMarked
package dev.vitrine.cli;

import org.jspecify.annotations.NullMarked;
