package dev.vitrine.gateway.http;

import dev.vitrine.castore.model.Digest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strong entity tag (RFC 9110, 8.8.3).
 *
 * @param value with its quotes, as it stands in a header
 */
public record EntityTag(String value) {
    private static final Pattern NEXT = Pattern.compile("\\G[ \t,]*(W/)?(\"[^\"]*\")");

    /** The tag of a file: exactly its digest. */
    public static EntityTag ofFile(Digest digest) {
        return new EntityTag("\"" + digest + "\"");
    }

    /**
     * The tag of a listing of a directory.
     *
     * @param variant which tells it from other listings of the same directory; letters, digits and {@code -} only
     */
    public static EntityTag ofListing(Digest digest, String variant) {
        return new EntityTag("\"" + digest + "-" + variant + "\"");
    }

    /** The tag of a file of our own, whose name changes with its bytes, in one of its codings. */
    public static EntityTag ofStatic(String name, String coding) {
        return new EntityTag("\"" + name + "-" + coding + "\"");
    }

    /** Whether it equals one of the strong tags in these lists. */
    public boolean isAmongStrong(List<String> lists) {
        return lists.stream().anyMatch(list -> isIn(list, false));
    }

    /** Whether it equals one of the tags in these lists, strong or weak. */
    public boolean isAmong(List<String> lists) {
        return lists.stream().anyMatch(list -> isIn(list, true));
    }

    private boolean isIn(String list, boolean weakToo) {
        Matcher tags = NEXT.matcher(list);
        while (tags.find()) {
            boolean strong = tags.group(1) == null;
            if ((strong || weakToo) && value.equals(tags.group(2))) {
                return true;
            }
        }
        return false;
    }
}
