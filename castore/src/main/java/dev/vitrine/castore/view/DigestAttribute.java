package dev.vitrine.castore.view;

import dev.vitrine.castore.model.Digest;
import java.util.Optional;

/**
 * The digest of an entry as each window calls it. The value is the same in all of them: the text form of the digest, {@code b3:} and
 * base64. Symlinks and the top have none.
 */
public enum DigestAttribute {
    BLOB("user.tvix.castore.blob.digest", "Tvix-Castore-Blob-Digest", "blob-digest"),
    DIRECTORY("user.tvix.castore.directory.digest", "Tvix-Castore-Directory-Digest", "directory-digest");

    /** The XML namespace of {@link #property}. */
    public static final String NAMESPACE = "urn:tvix:castore";

    private final String xattr;
    private final String header;
    private final String property;

    DigestAttribute(String xattr, String header, String property) {
        this.xattr = xattr;
        this.header = header;
        this.property = property;
    }

    /** Which of them an entry has. */
    public static Optional<DigestAttribute> of(Entry entry) {
        return switch (entry) {
            case Entry.File file -> Optional.of(BLOB);
            case Entry.Directory directory -> Optional.of(DIRECTORY);
            case Entry.Symlink symlink -> Optional.empty();
            case Entry.Top top -> Optional.empty();
        };
    }

    /** The digest that an entry has as an attribute. */
    public static Optional<Digest> digest(Entry entry) {
        return switch (entry) {
            case Entry.File file -> Optional.of(file.node().digest());
            case Entry.Directory directory -> Optional.of(directory.node().digest());
            case Entry.Symlink symlink -> Optional.empty();
            case Entry.Top top -> Optional.empty();
        };
    }

    /** The name of the extended attribute in a mount. */
    public String xattr() {
        return xattr;
    }

    /** The name of the HTTP header. */
    public String header() {
        return header;
    }

    /** The local name of the WebDAV property in {@link #NAMESPACE}. */
    public String property() {
        return property;
    }
}
