/**
 * What both ways to the kernel share: the threads that answer requests, the edge where failures become errno, deadlines, and the watch
 * over roots that change. Depends on castore's view and model.
 */
@NullMarked
package dev.vitrine.fusefs.request;

import org.jspecify.annotations.NullMarked;
