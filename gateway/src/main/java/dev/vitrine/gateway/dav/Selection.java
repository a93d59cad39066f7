package dev.vitrine.gateway.dav;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * Which properties a request is told of each shape, and which it asked for in vain.
 *
 * @param wanted what it asked for
 * @param compact whether {@code allprop} is answered with as little as a client can do with
 */
record Selection(Wanted wanted, boolean compact) {
    /** A property with its value, or with nothing. */
    record Told(QName name, Value value) {}

    private static final Value NOTHING = Value.constant("");

    /** The properties that are there; absent if there are none and others are missing. */
    Optional<List<Told>> found(Shape shape) {
        List<Told> found = switch (wanted) {
            case Wanted.Names names -> names(shape);
            case Wanted.All all -> values(all(all), shape);
            case Wanted.Some some -> values(new LinkedHashSet<>(some.names()), shape);
        };
        return found.isEmpty() && missing(shape).isPresent() ? Optional.empty() : Optional.of(found);
    }

    /** The properties that were asked for by name and are not there; absent if there are none. */
    Optional<List<Told>> missing(Shape shape) {
        List<QName> named = switch (wanted) {
            case Wanted.Names names -> List.of();
            case Wanted.All all -> all.include();
            case Wanted.Some some -> some.names();
        };
        List<Told> missing = named.stream()
                .filter(name -> value(name, shape).isEmpty())
                .map(name -> new Told(name, NOTHING))
                .toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
    }

    private Set<QName> all(Wanted.All all) {
        Set<QName> names = new LinkedHashSet<>();
        Arrays.stream(Property.values())
                .filter(property ->
                        property.tier() == Property.Tier.ALWAYS || (property.tier() == Property.Tier.ALL && !compact))
                .map(Property::qname)
                .forEach(names::add);
        names.addAll(all.include());
        return names;
    }

    private static List<Told> names(Shape shape) {
        return Arrays.stream(Property.values())
                .filter(property -> property.of(shape).isPresent())
                .map(property -> new Told(property.qname(), NOTHING))
                .toList();
    }

    private static List<Told> values(Set<QName> names, Shape shape) {
        List<Told> values = new ArrayList<>();
        for (QName name : names) {
            value(name, shape).ifPresent(value -> values.add(new Told(name, value)));
        }
        return values;
    }

    private static Optional<Value> value(QName name, Shape shape) {
        return Property.of(name).flatMap(property -> property.of(shape));
    }
}
