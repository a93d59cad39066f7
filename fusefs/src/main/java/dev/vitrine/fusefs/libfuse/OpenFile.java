package dev.vitrine.fusefs.libfuse;

import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.request.SharedReader;

/** A file as it was when it was opened, whatever its path leads to by now. The reader is let go on release. */
record OpenFile(Entry.File file, SharedReader reader) {}
