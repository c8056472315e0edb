package dev.interprocess.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A test of what Windows has. The build runs it with a Java for Windows, under Wine if need be;
 * where there is none it is skipped, by its name.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("windows")
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows, or Wine by wine/setup.sh")
public @interface OnWindows {}
