package dev.vitrine.castore.address;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;
import java.nio.file.Path;

/** Where a store, or one of its services, is. Immutable. */
public sealed interface StoreAddress permits StoreAddress.Local, StoreAddress.Memory, StoreAddress.Kept, GrpcAddress {
    /** In a directory of this machine. */
    record Local(Path directory) implements StoreAddress {
        @Override
        public String toString() {
            return directory.toString();
        }
    }

    /** In the memory of this process: {@code memory://}. Each is a store of its own, so none equals another. */
    final class Memory implements StoreAddress {
        @Override
        public String toString() {
            return Scheme.MEMORY + "://";
        }
    }

    /**
     * Behind a server, and what came from there in a directory in front of it: {@code cache://?near=DIRECTORY&far=ADDRESS}.
     *
     * @param near where it is kept
     */
    record Kept(Path near, GrpcAddress far) implements StoreAddress {
        @Override
        public String toString() {
            return Scheme.CACHE + "://?near=" + Percent.encode(near.toString()) + "&far="
                    + Percent.encode(far.toString());
        }
    }

    /** Reads an address or a path; {@link Violation#ADDRESS} names what is wrong with it. */
    static StoreAddress parse(String text) throws Invalid {
        return new StoreAddressParser(text).parse();
    }
}
