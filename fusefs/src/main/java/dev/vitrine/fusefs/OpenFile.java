package dev.vitrine.fusefs;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.view.Entry;

/** A file as it was when it was opened, whatever its path leads to by now. The reader is closed on release. */
record OpenFile(Entry.File file, BlobReader reader) {}
