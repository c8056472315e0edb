package dev.interprocess.internal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.foreign.Linker;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The house of ARCHITECTURE.md: its one seam, and what each part may know. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of("target/classes"));
  private static final String[] EXPORTED = {
    "dev.interprocess",
    "dev.interprocess.net",
    "dev.interprocess.process",
    "dev.interprocess.unix",
    "dev.interprocess.windows"
  };
  private static final String HIDDEN = "dev.interprocess.internal.impl";

  @Test
  void theInternalPackagesKnowNothingOfWhatIsAbove() {
    noClasses()
        .that()
        .resideInAPackage("dev.interprocess.internal..")
        .and()
        .resideOutsideOfPackage(HIDDEN)
        .should()
        .dependOnClassesThat(resideInAnyPackage(EXPORTED).or(resideInAnyPackage(HIDDEN)))
        .check(CORE);
  }

  @Test
  void onlyLibcAndWin32TouchTheLinker() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.interprocess.internal.libc", "dev.interprocess.internal.win32")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Linker.class)
        .check(CORE);
  }

  @Test
  void abiHoldsNoBehaviour() {
    classes()
        .that()
        .resideInAPackage("dev.interprocess.internal.abi")
        .should()
        .beInterfaces()
        .andShould(new HaveNoMethods())
        .check(CORE);
  }

  @Test
  void nothingPublicShowsANativeOrInternalType() {
    classes()
        .that()
        .resideInAnyPackage(EXPORTED)
        .and()
        .arePublic()
        .should(new ShowOnlyPublicTypes())
        .check(CORE);
  }

  @Test
  void theCoreDependsOnTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.interprocess..",
            "java..",
            "javax.net..",
            "jdk.jfr..",
            "jdk.management..",
            "org.jspecify.annotations..")
        .check(CORE);
  }

  @Test
  void thereAreNoCycles() {
    slices().assignedFrom(new Layers()).should().beFreeOfCycles().check(CORE);
  }

  /** The exported packages and what they share are one slice; each internal package is its own. */
  private static final class Layers implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return name.startsWith("dev.interprocess.internal.") && !name.equals(HIDDEN)
          ? SliceIdentifier.of(name)
          : SliceIdentifier.of("exported");
    }

    @Override
    public String getDescription() {
      return "layers";
    }
  }

  private static final class HaveNoMethods extends ArchCondition<JavaClass> {
    HaveNoMethods() {
      super("have no methods");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      type.getMethods()
          .forEach(
              method ->
                  events.add(SimpleConditionEvent.violated(method, "has " + method.getFullName())));
    }
  }

  private static final class ShowOnlyPublicTypes extends ArchCondition<JavaClass> {
    // The one type of java.lang.foreign that users have in their hands themselves.
    private static final Set<String> ALLOWED = Set.of("java.lang.foreign.MemorySegment");

    ShowOnlyPublicTypes() {
      super("show neither native nor internal types");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      for (JavaMethod method : type.getMethods()) {
        if (method.getModifiers().toString().contains("PUBLIC")) {
          method.getAllInvolvedRawTypes().stream()
              .map(JavaClass::getName)
              .filter(name -> !ALLOWED.contains(name))
              .filter(
                  name ->
                      name.startsWith("java.lang.foreign.")
                          || name.startsWith("dev.interprocess.internal."))
              .forEach(
                  name ->
                      events.add(
                          SimpleConditionEvent.violated(
                              method, method.getFullName() + " shows " + name)));
        }
      }
    }
  }
}
