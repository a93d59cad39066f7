package dev.vitrine.gateway.dav;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.DigestAttribute;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.eclipse.jetty.http.DateGenerator;

/**
 * The properties that entries have: those of RFC 4918, 15, but the two about locks that class 1 can do without; quota (RFC 4331);
 * resource-id (RFC 5842, 3.1); Apache's executable; and those of the castore.
 */
enum Property {
    RESOURCETYPE(Property.DAV, "resourcetype", Tier.ALWAYS),
    DISPLAYNAME(Property.DAV, "displayname", Tier.ALL),
    GETCONTENTLENGTH(Property.DAV, "getcontentlength", Tier.ALWAYS),
    GETCONTENTTYPE(Property.DAV, "getcontenttype", Tier.ALL),
    GETETAG(Property.DAV, "getetag", Tier.ALL),
    GETLASTMODIFIED(Property.DAV, "getlastmodified", Tier.ALWAYS),
    CREATIONDATE(Property.DAV, "creationdate", Tier.ALWAYS),
    SUPPORTEDLOCK(Property.DAV, "supportedlock", Tier.ALL),
    EXECUTABLE(Property.APACHE, "executable", Tier.ALL),
    BLOB_DIGEST(DigestAttribute.NAMESPACE, DigestAttribute.BLOB.property(), Tier.ALL),
    DIRECTORY_DIGEST(DigestAttribute.NAMESPACE, DigestAttribute.DIRECTORY.property(), Tier.ALL),
    SYMLINK_TARGET(DigestAttribute.NAMESPACE, "symlink-target", Tier.ALL),
    INODE(DigestAttribute.NAMESPACE, "inode", Tier.NAMED),
    RESOURCE_ID(Property.DAV, "resource-id", Tier.NAMED),
    QUOTA_AVAILABLE_BYTES(Property.DAV, "quota-available-bytes", Tier.NAMED),
    QUOTA_USED_BYTES(Property.DAV, "quota-used-bytes", Tier.NAMED);

    static final String DAV = "DAV:";
    static final String APACHE = "http://apache.org/dav/props/";

    /** The page of a directory is what GET would send. */
    private static final String PAGE_TYPE = "text/html;charset=utf-8";

    private static final String MODIFIED = DateGenerator.formatDate(Attributes.TIME);
    private static final String CREATED = DateTimeFormatter.ISO_INSTANT.format(Attributes.TIME);
    private static final Map<QName, Property> BY_NAME =
            Arrays.stream(values()).collect(toUnmodifiableMap(Property::qname, identity()));

    /** When a property is told. */
    enum Tier {
        /** In every answer to allprop, the compact one too. */
        ALWAYS,
        /** In every answer to allprop but the compact one. */
        ALL,
        /** When it is asked for by name; what RFC 4331 and 5842 say of theirs. */
        NAMED
    }

    private final String namespace;
    private final String name;
    private final Tier tier;

    Property(String namespace, String name, Tier tier) {
        this.namespace = namespace;
        this.name = name;
        this.tier = tier;
    }

    /** The property of that name, if any entry can have it. */
    static Optional<Property> of(QName name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    QName qname() {
        return new QName(namespace, name);
    }

    Tier tier() {
        return tier;
    }

    /** The value that entries of a shape have; empty if they have no such property. */
    Optional<Value> of(Shape shape) {
        boolean file = shape.isFile();
        boolean top = shape == Shape.TOP;
        return switch (this) {
            case RESOURCETYPE -> Optional.of(Value.constant(file ? "" : "<D:collection/>"));
            case DISPLAYNAME -> only(!top, Value.of(Field.NAME));
            case GETCONTENTLENGTH -> only(file, Value.of(Field.SIZE));
            case GETCONTENTTYPE -> Optional.of(file ? Value.of(Field.TYPE) : Value.constant(PAGE_TYPE));
            case GETETAG -> only(!top, Value.around(Field.DIGEST, "\"", "\""));
            case GETLASTMODIFIED -> Optional.of(Value.constant(MODIFIED));
            case CREATIONDATE -> Optional.of(Value.constant(CREATED));
            case SUPPORTEDLOCK -> Optional.of(Value.constant(""));
            case EXECUTABLE -> only(file, Value.of(Field.EXECUTABLE));
            case BLOB_DIGEST -> only(file, Value.of(Field.DIGEST));
            case DIRECTORY_DIGEST -> only(!file && !top, Value.of(Field.DIGEST));
            case SYMLINK_TARGET -> only(shape.isLinked(), Value.of(Field.TARGET));
            case INODE -> Optional.of(Value.of(Field.INODE));
            case RESOURCE_ID -> only(!top, resourceId(file));
            case QUOTA_AVAILABLE_BYTES -> only(!file, Value.constant("0"));
            // One block, as in a mount: nobody counts, and some programs take a volume of nothing for a broken one.
            case QUOTA_USED_BYTES -> only(!file, Value.constant(Integer.toString(Attributes.BLOCK_SIZE)));
        };
    }

    private static Optional<Value> only(boolean present, Value value) {
        return present ? Optional.of(value) : Optional.empty();
    }

    private static Value resourceId(boolean file) {
        String urn = DigestAttribute.NAMESPACE + (file ? ":blob:" : ":directory:");
        return Value.around(Field.DIGEST_IN_URL, "<D:href>" + urn, "</D:href>");
    }
}
