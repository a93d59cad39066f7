package dev.vitrine.gateway.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.gateway.path.Href;
import dev.vitrine.web.Crumb;
import dev.vitrine.web.DirectoryPage;
import dev.vitrine.web.Pages;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory as a page.
 *
 * @param digest of the directory; the top has none
 * @param address by which the client came there
 * @param children all of them
 */
record PageForm(Pages pages, Optional<Digest> digest, Address.InView address, Children children)
        implements ListingForm {
    static final String MEDIA_TYPE = "text/html";

    private static final String TOP_NAME = "top";

    @Override
    public String type() {
        return MEDIA_TYPE + ";charset=utf-8";
    }

    @Override
    public String variant() {
        return "html" + DirectoryPage.VERSION;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, UTF_8);
        pages.render(page(), text);
        text.flush();
    }

    /**
     * A page through a root links to that of its directory by content, and only the page there to the content of each entry. Robots do not
     * follow these: wget -r would fetch each file twice, and each subdirectory once more for every directory above it.
     */
    private DirectoryPage page() {
        String top = Href.up(address.depth());
        boolean byContent = address.content().isPresent();
        return new DirectoryPage(
                ancestors(),
                address.below().name().map(PageForm::text).orElseGet(this::start),
                digest.map(Digest::toString),
                digest.map(d -> top + Address.ofDirectory(d)),
                !byContent,
                top + Address.ofStatic(pages.stylesheet().name()),
                children.listing().count(),
                () -> children.stream()
                        .map(child -> byContent ? DirectoryRow.ofContent(child, top) : DirectoryRow.of(child))
                        .iterator());
    }

    private List<Crumb> ancestors() {
        List<PathComponent> names = address.below().components();
        List<Crumb> crumbs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = i == 0 ? start() : text(names.get(i - 1));
            crumbs.add(new Crumb(name, Href.up(names.size() - i)));
        }
        return crumbs;
    }

    /** What the way down to a directory begins with. */
    private String start() {
        return address.content().map(Digest::toString).orElse(TOP_NAME);
    }

    private static String text(PathComponent name) {
        return VisibleName.of(name.toByteArray());
    }
}
