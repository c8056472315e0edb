package dev.interprocess.abicheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.interprocess.internal.abi.Linux;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryInterfaceIsCheckedTest {
  @Test
  void someTargetHasEachInterfaceOfThePackage() {
    List<String> checked =
        Arrays.stream(Target.values())
            .flatMap(target -> target.interfaces().stream())
            .flatMap(abi -> Stream.concat(Stream.of(abi), Arrays.stream(abi.getInterfaces())))
            .map(Class::getName)
            .toList();

    List<String> inPackage =
        new ClassFileImporter()
            .importPackages(Linux.class.getPackageName()).stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .filter(name -> !name.endsWith(".package-info"))
                .toList();

    assertThat(inPackage).isNotEmpty().allMatch(checked::contains);
  }
}
