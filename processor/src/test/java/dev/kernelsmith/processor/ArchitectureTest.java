package dev.kernelsmith.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the dependencies between stages, and between modules, pointing one way. */
class ArchitectureTest {
  private static final String ROOT = "dev.kernelsmith";
  private static final String PROCESSOR = ROOT + ".processor";
  private static final String[] JDK = {"java..", "javax..", "com.sun.management..", "jdk.incubator.vector.."};
  private static final String NULLNESS = "org.jspecify.annotations..";

  /** Listens to javac, and works without it: other compilers have none of its types. */
  private static final String JAVAC_ONLY = ".*\\.LocalClasses(\\$.*)?";

  /** What a stage may use besides itself and the JDK. */
  private static final Map<String, Set<String>> STAGES = Map.of(
      "diagnostics", Set.of(),
      "read", Set.of("diagnostics"),
      "graph", Set.of("diagnostics", "read"),
      "ir", Set.of(),
      "formula", Set.of("ir"),
      "lower", Set.of("diagnostics", "read", "graph", "ir", "formula", "autodiff"),
      "autodiff", Set.of("ir"),
      "program", Set.of("diagnostics", "read", "graph", "ir", "lower", "autodiff"),
      "schedule", Set.of("ir", "lower"),
      "emit", Set.of("diagnostics", "read", "graph", "ir", "lower", "autodiff", "program", "schedule"));

  /** What a room of the last stage may use of the others. */
  private static final Map<String, Set<String>> ROOMS = Map.of(
      "text", Set.of(),
      "kernel", Set.of("text"),
      "cpu", Set.of("text", "kernel"),
      "device", Set.of("text", "kernel"),
      "network", Set.of("text", "kernel"));

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(ROOT);
  }

  static Stream<Arguments> stages() {
    return STAGES.entrySet().stream().map(stage -> arguments(stage.getKey(), stage.getValue()));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void stageUsesEarlierStagesOnly(String stage, Set<String> earlier) {
    Set<String> others = new TreeSet<>(STAGES.keySet());
    others.remove(stage);
    others.removeAll(earlier);
    noClasses()
        .that()
        .resideInAPackage(packageOf(stage))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(others.stream().map(ArchitectureTest::packageOf).toArray(String[]::new)))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(PROCESSOR)
        .because("the stages are a pipeline: a later one may use an earlier one, never the other way round")
        .allowEmptyShould(true)
        .check(classes);
  }

  static Stream<Arguments> rooms() {
    return ROOMS.entrySet().stream().map(room -> arguments(room.getKey(), room.getValue()));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomUsesInnerRoomsOnly(String room, Set<String> inner) {
    Set<String> others = new TreeSet<>(ROOMS.keySet());
    others.remove(room);
    others.removeAll(inner);
    noClasses()
        .that()
        .resideInAPackage(packageOf("emit." + room))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(others.stream().map(r -> packageOf("emit." + r)).toArray(String[]::new)))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(PROCESSOR + ".emit")
        .because("classes of one target know nothing of another's, and pieces of text nothing of kernels")
        .check(classes);
  }

  @Test
  void everyPackageOfTheLastStageIsARoom() {
    Set<String> packages = classes.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(PROCESSOR + ".emit."))
        .map(name -> name.substring(PROCESSOR.length() + ".emit.".length()))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(ROOMS.keySet()), packages, "packages that have no place among the rooms");
  }

  @Test
  void everyPackageOfTheProcessorIsAStage() {
    Set<String> packages = classes.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(PROCESSOR + "."))
        .map(name -> name.substring(PROCESSOR.length() + 1).replaceAll("\\..*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
    packages.removeAll(STAGES.keySet());
    assertEquals(Set.of(), packages, "packages that have no place among the stages");
  }

  @Test
  void stagesUseNoLibraryButJavaPoetWhereSourceIsWritten() {
    classes()
        .that()
        .resideInAPackage(PROCESSOR + "..")
        .and()
        .haveNameNotMatching(JAVAC_ONLY)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(JDK)
                .or(resideInAnyPackage(PROCESSOR + "..", ROOT + ".annotations..", NULLNESS, "com.palantir.javapoet..")))
        .check(classes);
    noClasses()
        .that(resideInAnyPackage(PROCESSOR + "..").and(not(resideInAnyPackage(packageOf("emit")))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.palantir.javapoet..")
        .check(classes);
  }

  @Test
  void statementLanguageNeedsTheJdkOnly() {
    for (String stage : List.of("ir", "autodiff", "schedule")) {
      classes()
          .that()
          .resideInAPackage(packageOf(stage))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", NULLNESS, PROCESSOR + ".."))
          .because("what works on statements knows nothing of source elements and annotations")
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void annotationsNeedNothing() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".annotations..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT + ".annotations.."))
        .check(classes);
  }

  @Test
  void runtimeNeedsAnnotationsOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".runtime..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(JDK).or(resideInAnyPackage(NULLNESS, ROOT + ".runtime..", ROOT + ".annotations..")))
        .check(classes);
  }

  @Test
  void packagesOfTheRuntimeHaveNoCycles() {
    SlicesRuleDefinition.slices().matching(ROOT + ".runtime.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void everyModuleWasRead() {
    for (String module : List.of("annotations", "runtime", "processor")) {
      assertTrue(
          classes.stream().anyMatch(c -> c.getPackageName().startsWith(ROOT + "." + module)),
          () -> "no class of " + module + " on the class path of this test");
    }
  }

  private static String packageOf(String stage) {
    return PROCESSOR + "." + stage + "..";
  }
}
