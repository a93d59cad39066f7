package dev.vitrine.fusefs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test whose constructor takes a {@link Fuse}, and which runs once for each way to the kernel. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Fuse.class,
        names = {"KERNEL", "JNR"})
@interface OnBothTransports {}
