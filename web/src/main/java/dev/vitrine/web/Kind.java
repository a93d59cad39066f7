package dev.vitrine.web;

/** What a row of a directory page stands for. */
public enum Kind {
    DIRECTORY("directory"),
    FILE("file"),
    EXECUTABLE("executable"),
    SYMLINK("symlink");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** The word for it on the page. */
    public String label() {
        return label;
    }
}
