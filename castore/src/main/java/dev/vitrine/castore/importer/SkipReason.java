package dev.vitrine.castore.importer;

/** Why something in the tree is not in the import as it is on disk. */
public enum SkipReason {
    /** The {@linkplain ImportOptions#skipping options} say so; it is left out. */
    ASKED,
    /** A pattern of the {@linkplain ImportOptions#excluding options} or of an ignore file stands for it; it is left out. */
    EXCLUDED,
    /** A directory on another file system than the source; it is imported as an empty one. */
    OTHER_FILE_SYSTEM
}
