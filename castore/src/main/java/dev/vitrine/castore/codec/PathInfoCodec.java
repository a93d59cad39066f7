package dev.vitrine.castore.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.nix.ContentHash;
import dev.vitrine.castore.nix.NarHash;
import dev.vitrine.castore.nix.Octets;
import dev.vitrine.castore.nix.OutputHash;
import dev.vitrine.castore.nix.PathInfo;
import dev.vitrine.castore.nix.Signature;
import dev.vitrine.castore.nix.StorePathName;
import dev.vitrine.proto.tvix.store.v1.NARInfo;
import dev.vitrine.proto.tvix.store.v1.NARInfo.CA;
import dev.vitrine.proto.tvix.store.v1.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a store path as a {@code PathInfo} message, in the classes of tvix, whose bytes are those of snix too. Unlike in a
 * directory, fields that are not known are passed over: nothing is named by the digest of such a message.
 */
public final class PathInfoCodec {
    private PathInfoCodec() {}

    /** The encoded message. */
    public static byte[] encode(PathInfo info) {
        return message(info).toByteArray();
    }

    /** The message. */
    public static dev.vitrine.proto.tvix.store.v1.PathInfo message(PathInfo info) {
        dev.vitrine.proto.tvix.store.v1.PathInfo.Builder message =
                dev.vitrine.proto.tvix.store.v1.PathInfo.newBuilder();
        message.setNode(NamedNodes.encode(info.path(), info.node()));
        NARInfo.Builder nar = message.getNarinfoBuilder()
                .setNarSize(info.nar().size())
                .setNarSha256(bytes(info.nar().sha256()));
        for (StorePathName reference : info.references()) {
            message.addReferences(bytes(reference.hash().octets()));
            nar.addReferenceNames(reference.toString());
        }
        for (Signature signature : info.signatures()) {
            nar.addSignaturesBuilder().setName(signature.key()).setData(bytes(signature.data()));
        }
        info.deriver()
                .ifPresent(deriver -> nar.getDeriverBuilder()
                        .setName(deriver.name())
                        .setDigest(bytes(deriver.hash().octets())));
        info.contentHash()
                .ifPresent(hash -> nar.getCaBuilder()
                        .setType(CA.Hash.valueOf(hash.kind().name()))
                        .setDigest(bytes(hash.digest())));
        return message.build();
    }

    /** Bytes as a message carries them. */
    public static ByteString bytes(Octets octets) {
        return ByteString.copyFrom(octets.toByteArray());
    }

    /** Reads an encoded message; {@link Invalid} says what is wrong with it. */
    public static PathInfo decode(byte[] bytes) throws Invalid {
        try {
            return decode(dev.vitrine.proto.tvix.store.v1.PathInfo.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw invalid("not a PathInfo message: " + e.getMessage());
        }
    }

    /** Checks a message in every respect; {@link Invalid} says what is wrong with it. */
    public static PathInfo decode(dev.vitrine.proto.tvix.store.v1.PathInfo message) throws Invalid {
        if (!message.hasNarinfo()) {
            throw invalid("a PathInfo without narinfo");
        }
        NARInfo nar = message.getNarinfo();
        return new PathInfo(
                path(message),
                node(message),
                references(message),
                new NarHash(
                        nar.getNarSize(), octets("the SHA-256 of a NAR", nar.getNarSha256(), NarHash.SHA256_LENGTH)),
                signatures(nar),
                nar.hasDeriver() ? Optional.of(deriver(nar.getDeriver())) : Optional.empty(),
                nar.hasCa() ? Optional.of(contentHash(nar.getCa())) : Optional.empty());
    }

    /** The name of a message's node and nothing else, for who minds no more than the tree; {@link Invalid} if it is none. */
    public static StorePathName path(dev.vitrine.proto.tvix.store.v1.PathInfo message) throws Invalid {
        return NamedNodes.name(message.getNode());
    }

    /** The node of a message and nothing else, for who minds no more than the tree; {@link Invalid} if it is none. */
    public static Node node(dev.vitrine.proto.tvix.store.v1.PathInfo message) throws Invalid {
        return NamedNodes.node(message.getNode());
    }

    private static List<StorePathName> references(dev.vitrine.proto.tvix.store.v1.PathInfo message) throws Invalid {
        List<String> names = message.getNarinfo().getReferenceNamesList();
        if (names.size() != message.getReferencesCount()) {
            throw invalid("a PathInfo of " + message.getReferencesCount() + " references and " + names.size()
                    + " names for them");
        }
        List<StorePathName> references = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            StorePathName reference = reference(names.get(i));
            OutputHash hash = OutputHash.of(message.getReferences(i).toByteArray());
            if (!reference.hash().equals(hash)) {
                throw invalid("the reference '" + reference + "' has another hash, " + hash);
            }
            references.add(reference);
        }
        return references;
    }

    private static StorePathName reference(String name) throws Invalid {
        return StorePathName.parse(name)
                .orElseThrow(() -> invalid("a reference that is no store path: '" + Escaped.excerpt(name) + "'"));
    }

    private static List<Signature> signatures(NARInfo nar) throws Invalid {
        List<Signature> signatures = new ArrayList<>();
        for (NARInfo.Signature signature : nar.getSignaturesList()) {
            signatures.add(
                    new Signature(signature.getName(), octets("a signature", signature.getData(), Signature.LENGTH)));
        }
        return signatures;
    }

    private static StorePathName deriver(StorePath message) throws Invalid {
        return StorePathName.of(OutputHash.of(message.getDigest().toByteArray()), message.getName())
                .orElseThrow(
                        () -> invalid("a deriver that is no store path: '" + Escaped.excerpt(message.getName()) + "'"));
    }

    private static ContentHash contentHash(CA message) throws Invalid {
        if (message.getType() == CA.Hash.UNRECOGNIZED) {
            throw invalid("a content hash of the unknown kind " + message.getTypeValue());
        }
        ContentHash.Kind kind = ContentHash.Kind.valueOf(message.getType().name());
        return new ContentHash(kind, octets("a content hash", message.getDigest(), kind.length()));
    }

    private static Octets octets(String what, ByteString bytes, int length) throws Invalid {
        if (bytes.size() != length) {
            throw invalid(what + " of " + bytes.size() + " bytes, where it has " + length);
        }
        return Octets.of(bytes.toByteArray());
    }

    private static Invalid invalid(String message) {
        return new Invalid(Violation.PATH_INFO, message);
    }
}
