/**
 * From a directory tree on disk to the castore: a walk that counts and refuses, then a walk that reads files in parallel and writes
 * directories from the leaves up. Knows the services only by their contracts. Names and link targets are bytes, so the disk is read
 * through the system calls of Linux and not through {@code java.nio.file}.
 */
@NullMarked
package dev.vitrine.castore.importer;

import org.jspecify.annotations.NullMarked;
