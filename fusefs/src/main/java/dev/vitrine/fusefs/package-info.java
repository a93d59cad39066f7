/**
 * The view as a mount: {@link dev.vitrine.fusefs.Mount} and its life cycle, what each request answers, the table of errno. The way to
 * the kernel is in a package below for each transport. Depends on castore's view and model.
 */
@NullMarked
package dev.vitrine.fusefs;

import org.jspecify.annotations.NullMarked;
