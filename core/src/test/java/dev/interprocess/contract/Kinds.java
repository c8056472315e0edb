package dev.interprocess.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** All constants of an enum that this system has. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(Kinds.Provider.class)
public @interface Kinds {
  Class<? extends Kind> value();

  /** Something that not every system has. */
  interface Kind {
    boolean ON_WINDOWS = System.getProperty("os.name").startsWith("Windows");

    /** Whether this system has it. */
    boolean isHere();

    /** Those of {@code type} that this system has. */
    static <K extends Kind> Stream<K> here(Class<K> type) {
      return Arrays.stream(type.getEnumConstants()).filter(Kind::isHere);
    }
  }

  /** Gives each test of the annotation its kinds. */
  final class Provider implements ArgumentsProvider, AnnotationConsumer<Kinds> {
    private Class<? extends Kind> type = Kind.class;

    @Override
    public void accept(Kinds annotation) {
      type = annotation.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Kind.here(type).map(Arguments::of);
    }
  }
}
