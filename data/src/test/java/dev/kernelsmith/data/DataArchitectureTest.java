package dev.kernelsmith.data;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Kinds of data know what they share, and not the processor; pictures may be named in tables; what they share knows no kind. */
class DataArchitectureTest {
  private static final String ROOT = "dev.kernelsmith.data";
  private final JavaClasses classes =
      new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

  @Test
  void dataNeedsTheRuntimeOnly() {
    classes().that().resideInAPackage(ROOT + "..").should().onlyDependOnClassesThat(
        resideInAnyPackage("java..", "javax.imageio..", "org.jspecify.annotations..", ROOT + "..",
            "dev.kernelsmith.runtime..",
            "dev.kernelsmith.annotations.."))
        .check(classes);
  }

  @Test
  void pipelinesKnowNoKind() {
    noClasses().that().resideInAPackage(ROOT + ".pipeline").should().dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".tables..", ROOT + ".pictures..", ROOT + ".tfrecords..",
            ROOT + ".sequences..", ROOT + ".idx..")
        .check(classes);
    noClasses().that().resideInAPackage(ROOT + ".sequences").should().dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".tables..", ROOT + ".pictures..", ROOT + ".tfrecords..").check(classes);
    noClasses().that().resideInAnyPackage(ROOT + ".pictures", ROOT + ".tables").should().dependOnClassesThat()
        .resideInAPackage(ROOT + ".tfrecords").check(classes);
  }

  @Test
  void whatIsSharedKnowsNoKind() {
    noClasses().that().resideInAPackage(ROOT).should().dependOnClassesThat().resideInAPackage(ROOT + ".*..")
        .check(classes);
  }
}
