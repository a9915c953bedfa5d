package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever users call their layers, classes and members, what is generated compiles: every name that occurs in generated source, every
 * public type of {@code java.lang}, of the runtime and of the annotations, and words that mean something to Java or to languages of devices.
 */
class NameSweepTest {
  /** Every build tries so many names that are drawn at random, besides those known to be hard. */
  private static final int SAMPLED_CLASSES = 12;

  private static final int SAMPLED_LAYERS = 60;

  /** Layers of such names in one network. */
  private static final int LAYERS = 10;

  private static List<String> names;

  @BeforeAll
  static void collect() {
    names = Identifiers.all(List.of(NamesOfUsers.everything("Net", List.of("more"))));
  }

  private static List<String> types() {
    return names.stream().filter(Identifiers::isTypeName).toList();
  }

  /** All types for javac; for Eclipse's compiler, which cannot do without writing class files, some. */
  private static List<String> types(CompilerKind kind) {
    boolean all = kind == CompilerKind.JAVAC;
    return all ? types()
        : sample(types(), 200, "List", "Initializer", "Override", "Generated", "KernelVariants", "NetParts", "java");
  }

  private static List<String> without(List<String> all, String... some) {
    return all.stream().filter(Predicate.not(List.of(some)::contains)).toList();
  }

  private static void assertCompiles(Compilation compilation) {
    List<Compilation.Finding> errors = NamesOfUsers.errors(compilation);
    assertEquals(List.of(), errors.subList(0, Math.min(3, errors.size())));
    assertTrue(compilation.success());
  }

  @Test
  void thereAreManyNames() {
    System.out.println("names that the sweep tries: " + names.size());
    assertTrue(names.size() > 1500, () -> "only " + names.size());
    assertTrue(
        names.containsAll(List.of("SPECIES", "species", "Parallel", "KernelContext", "Float16", "TornadoMath", "List",
            "Initializer", "Override", "NetworkSpec", "KernelVariants", "convWeights", "moreWeights", "System", "dev",
            "record",
            "startOfLogits", "NetParts")));
  }

  @ParameterizedTest
  @EnumSource
  void fieldsAndConstants(CompilerKind kind) {
    assertCompiles(new NamesOfUsers(kind).withAllKernels().fields(without(names, "out", "dev")).run());
  }

  @ParameterizedTest
  @EnumSource
  void memberTypes(CompilerKind kind) {
    // A source with a type 'dev' must import what it uses, which a member type of the same name would hide.
    List<String> types = without(types(kind), "Net", "Above", "dev");
    List<String> hiding = without(types, "Dense", "Layer", "Loss", "CompiledNetwork", "NetworkEngine");
    assertCompiles(
        new NamesOfUsers(kind).types(types)
            .typesBesideImports(concat(hiding, List.of("dev"))).run());
  }

  @ParameterizedTest
  @EnumSource
  void classesOfThePackage(CompilerKind kind) {
    List<String> types =
        without(types(kind).stream().filter(type -> !type.startsWith("Net") || type.startsWith("Network")).toList(),
            "Neighbours");
    assertCompiles(new NamesOfUsers(kind).withAllKernels().neighbours(types).run());
  }

  @Test
  void annotatedClasses() {
    List<String> some =
        sample(without(types(), "Net"), SAMPLED_CLASSES, "Override", "Generated", "CompiledNetwork", "NetworkEngine",
            "Compiled", "Math", "String", "dev", "java", "Float16", "Training", "SuppressWarnings", "größe");
    NamesOfUsers users = new NamesOfUsers(CompilerKind.JAVAC).withAllKernels();
    some.stream().filter(NameSweepTest::isFileName).forEach(users::classes);
    assertCompiles(users.run());
  }

  @Test
  void layers() {
    List<String> some =
        sample(ofLayers(), SAMPLED_LAYERS, "species", "SPECIES", "Parallel", "KernelContext", "Float16", "TornadoMath",
            "aB", "a_b", "A_B", "startOfLogits", "convWeights", "floats", "parameters", "größe", "GRÖßE", "层", "$x",
            "_1", "ı");
    NamesOfUsers users = new NamesOfUsers(CompilerKind.JAVAC).withAllKernels();
    groups(some, LAYERS).forEach(users::layers);
    assertCompiles(users.run());
  }

  @Test
  @Tag("thorough")
  void allOfThemAsLayers() {
    eachOf(ofLayers(), true, 100, NamesOfUsers::layer);
    for (int round = 0; round < 2; round++) {
      List<String> shuffled = new ArrayList<>(ofLayers());
      Collections.shuffle(shuffled, new Random(round));
      eachOf(groups(shuffled, LAYERS), true, 20, NamesOfUsers::layers);
    }
  }

  @Test
  @Tag("thorough")
  void allOfThemAsClasses() {
    List<String> classes = without(types(), "Net").stream().filter(NameSweepTest::isFileName).toList();
    eachOf(classes, true, 40, NamesOfUsers::classes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("thorough")
  void eachAloneAsMember(boolean constants) {
    if (constants) {
      eachOf(without(names, "out", "dev"), false, 200, (users, name) -> users.fields(List.of(name)));
      eachOf(List.of("dev"), false, 1, (users, name) -> users.typesBesideImports(List.of(name)));
    } else {
      eachOf(without(types(), "Net", "Above", "dev"), false, 200, (users, name) -> users.types(List.of(name)));
    }
  }

  /** Pairs of the names that the network class itself has, as member types: what hides a type and what hides its package. */
  @Test
  @Tag("thorough")
  void pairsOfTheNamesInTheNetworkClass() {
    List<String> own =
        List.of("CompiledNetwork", "NetworkEngine", "Override", "Generated", "SuppressWarnings", "NetParts",
            "NetParts_", "NetNetwork", "Other", "java", "javax", "kernelsmith", "engine", "seed", "out");
    List<List<String>> pairs = new ArrayList<>();
    own.forEach(one -> own.stream().filter(other -> one.compareTo(other) < 0).forEach(o -> pairs.add(List.of(one, o))));
    eachOf(pairs, false, 60, NamesOfUsers::types);
    List<List<String>> withDev =
        own.stream().filter(name -> !name.equals("CompiledNetwork") && !name.equals("NetworkEngine"))
            .map(name -> List.of("dev", name)).toList();
    eachOf(withDev, false, 60, NamesOfUsers::typesBesideImports);
    for (String name : List.of("CompiledNetwork", "NetworkEngine")) {
      Compilation compilation =
          new NamesOfUsers(CompilerKind.JAVAC).typesBesideImports(List.of("dev", name)).run();
      assertEquals(List.of("NAME_HIDDEN", "NAME_HIDDEN"),
          NamesOfUsers.errors(compilation).stream().map(Compilation.Finding::id).toList(), compilation::report);
    }
  }

  private static <T> void eachOf(List<T> all, boolean kernels, int together, BiConsumer<NamesOfUsers, T> add) {
    for (List<T> group : groups(all, together)) {
      NamesOfUsers users = new NamesOfUsers(CompilerKind.JAVAC);
      if (kernels) {
        users.withAllKernels();
      }
      group.forEach(one -> add.accept(users, one));
      Compilation compilation = users.run();
      List<Compilation.Finding> errors = NamesOfUsers.errors(compilation);
      assertEquals(List.of(), errors.subList(0, Math.min(5, errors.size())), () -> "among " + group);
      assertTrue(compilation.success());
    }
  }

  /** Names of layers: the network's input is called {@code input}, and its other layers have names already. */
  private static List<String> ofLayers() {
    return without(names, "input", "conv", "pool", "cut", "mean", "hidden", "skip", "both", "last");
  }

  private static List<String> sample(List<String> all, int count, String... always) {
    List<String> some = new ArrayList<>(List.of(always));
    List<String> rest = new ArrayList<>(all);
    rest.removeAll(some);
    Collections.shuffle(rest, new Random(1));
    some.addAll(rest.subList(0, count));
    return some;
  }

  private static <T> List<List<T>> groups(List<T> all, int size) {
    List<List<T>> groups = new ArrayList<>();
    for (int i = 0; i < all.size(); i += size) {
      groups.add(all.subList(i, Math.min(i + size, all.size())));
    }
    return groups;
  }

  private static List<String> concat(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** Whether this machine's file system can have a class of this name; where not, the compiler itself fails. */
  private static boolean isFileName(String name) {
    return name.chars().allMatch(c -> c < 128) || System.getProperty("sun.jnu.encoding").equals("UTF-8");
  }
}
