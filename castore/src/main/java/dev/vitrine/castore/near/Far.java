package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.root.RootNodes;

/** The services of the far store. They verify what they hand out, and never wait without a deadline. */
public record Far(BlobService blobs, DirectoryService directories, RootNodes roots) {}
