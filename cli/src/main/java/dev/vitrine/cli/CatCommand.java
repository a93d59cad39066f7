package dev.vitrine.cli;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "cat",
        description = "Writes the contents of a file to stdout.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CatCommand implements Callable<Integer> {
    private static final int BUFFER = 256 * 1024;

    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Parameters(paramLabel = "ROOT/PATH", converter = ViewPath.class)
    private CastorePath path = CastorePath.TOP;

    @Override
    public Integer call() throws IOException {
        try (Store open = store.open(reading);
                BlobReader reader = file(Views.of(open));
                Output out = new Output()) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            for (long position = 0; reader.read(position, buffer) > 0; position += buffer.limit()) {
                out.bytes(buffer.flip());
                buffer.clear();
            }
        }
        return 0;
    }

    private BlobReader file(CastoreView view) throws CastoreException {
        if (view.lookup(path) instanceof Entry.File file) {
            return view.open(file);
        }
        throw new CastoreException.Invalid(Violation.FILE_TYPE, "'" + path + "' is not a regular file");
    }
}
