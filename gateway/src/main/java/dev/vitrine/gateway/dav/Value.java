package dev.vitrine.gateway.dav;

import java.util.Optional;

/** The value of a property, as XML: a field between two constants, or one constant. */
record Value(String before, Optional<Field> field, String after) {
    static Value constant(String text) {
        return new Value(text, Optional.empty(), "");
    }

    static Value of(Field field) {
        return around(field, "", "");
    }

    static Value around(Field field, String before, String after) {
        return new Value(before, Optional.of(field), after);
    }
}
