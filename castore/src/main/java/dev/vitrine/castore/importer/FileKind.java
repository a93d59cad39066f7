package dev.vitrine.castore.importer;

/** What a name on disk stands for. The last field is its wording in an error, with an article. */
enum FileKind {
    UNKNOWN(0, "a file of a kind that is not known"),
    FIFO(1, "a fifo"),
    CHARACTER_DEVICE(2, "a character device"),
    DIRECTORY(4, "a directory"),
    BLOCK_DEVICE(6, "a block device"),
    FILE(8, "a regular file"),
    SYMLINK(10, "a symlink"),
    SOCKET(12, "a socket");

    /** The number that readdir(3) calls {@code d_type}: bits 12..15 of the mode. */
    private final int type;

    private final String words;

    FileKind(int type, String words) {
        this.type = type;
        this.words = words;
    }

    /** The kind of a {@code d_type}; {@link #UNKNOWN} also where the file system does not say. */
    static FileKind of(int type) {
        for (FileKind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    @Override
    public String toString() {
        return words;
    }
}
