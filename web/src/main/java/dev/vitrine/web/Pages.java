package dev.vitrine.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** Renders pages with the templates of this module, and has the files that they refer to. Thread-safe. */
public final class Pages {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final StaticFile stylesheet = StaticFile.ofResource("vitrine", ".css", "text/css;charset=utf-8");

    /** Loads the templates and the files. */
    public Pages() {}

    /**
     * Writes the page piece by piece, neither flushing nor closing the writer.
     *
     * @throws IOException as the writer does; a part of the page may then have been written
     */
    public void render(DirectoryPage page, Writer out) throws IOException {
        try {
            templates.render("directory.jte", page, new WriterOutput(out));
        } catch (TemplateException e) {
            throw unwrapped(e);
        }
    }

    /** The engine wraps what the writer threw, twice. */
    private static IOException unwrapped(TemplateException wrapper) {
        for (Throwable cause = wrapper.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
                return unchecked.getCause();
            }
        }
        throw wrapper;
    }

    /** The style of every page. */
    public StaticFile stylesheet() {
        return stylesheet;
    }

    /** All files that pages refer to. */
    public List<StaticFile> files() {
        return List.of(stylesheet);
    }

    /** The file of that name; empty when there is none. */
    public Optional<StaticFile> file(String name) {
        return files().stream().filter(file -> file.name().equals(name)).findFirst();
    }
}
