package dev.interprocess.interleaving;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_SYNCHRONIZED;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Superclass;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads the compiled classes of one package anew, with a call of {@link Steps} wherever threads can
 * meet.
 */
final class SteppedClasses extends ClassLoader {
  private static final ClassDesc CHANNEL =
      ClassDesc.of("java.nio.channels.spi.AbstractInterruptibleChannel");
  private static final ClassDesc MODEL_CHANNEL =
      ModelInterruptible.class.describeConstable().orElseThrow();

  private final String prefix;
  private final Set<String> guesses;
  private final String fault;
  private final ClassFile classFile;
  private final Map<String, Map<String, Integer>> flags = new HashMap<>();

  /**
   * @param guesses plain fields, as {@code Class.field}, that are documented as racy
   * @param fault a call that is left out, as {@code Class.method:called}, to see that it is missed
   */
  SteppedClasses(String packageName, Set<String> guesses, String fault) {
    super(SteppedClasses.class.getClassLoader());
    this.prefix = packageName + ".";
    this.guesses = guesses;
    this.fault = fault;
    this.classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(getParent())));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(prefix)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] code = transform(bytes(name.replace('.', '/')));
        loaded = defineClass(name, code, 0, code.length);
      }
      return loaded;
    }
  }

  private byte[] bytes(String internalName) {
    try (InputStream in = getParent().getResourceAsStream(internalName + ".class")) {
      if (in == null) {
        throw new IllegalStateException("no class " + internalName);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] transform(byte[] original) {
    ClassModel model = classFile.parse(original);
    return classFile.transformClass(
        model,
        (builder, element) -> {
          switch (element) {
            case Superclass s when s.superclassEntry().asSymbol().equals(CHANNEL) ->
                builder.withSuperclass(MODEL_CHANNEL);
            case MethodModel m ->
                builder.transformMethod(m, (methods, part) -> transform(model, m, methods, part));
            default -> builder.with(element);
          }
        });
  }

  private void transform(
      ClassModel model, MethodModel method, MethodBuilder builder, MethodElement part) {
    switch (part) {
      case AccessFlags f -> builder.withFlags(f.flagsMask() & ~ACC_SYNCHRONIZED);
      case CodeModel c -> builder.transformCode(c, new SteppedCode(this, model, method, c));
      default -> builder.with(part);
    }
  }

  /** Of a field; as if it were final if nobody is to know of it. */
  int flags(String owner, String field) {
    if (!isOurs(owner)) {
      return ACC_FINAL;
    }
    return flags
        .computeIfAbsent(
            owner,
            _ ->
                classFile.parse(bytes(owner)).fields().stream()
                    .collect(
                        Collectors.toMap(
                            f -> f.fieldName().stringValue(),
                            (FieldModel f) -> f.flags().flagsMask())))
        .getOrDefault(field, ACC_FINAL);
  }

  boolean isGuess(String field) {
    return guesses.contains(field);
  }

  boolean isLeftOut(String call) {
    return fault.equals(call);
  }

  /** Not those of the scenarios, which look on. */
  private boolean isOurs(String owner) {
    return owner.replace('/', '.').startsWith(prefix) && !owner.contains("Scenario");
  }
}
