package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.List;
import java.util.stream.Stream;

/** Compiles networks and prints a hash of each generated source. */
final class SourceHash {
  private SourceHash() {}

  public static void main(String[] arguments) {
    hashes().forEach(System.out::println);
  }

  static List<String> hashes() {
    return Stream.of(WellKnown.branching(), RandomNetworks.of(7))
        .flatMap(source -> GeneratedNetwork.compileAll(source, CompilerKind.JAVAC).compilation().sources().entrySet()
            .stream())
        .map(source -> "%s %08x".formatted(source.getKey(), source.getValue().hashCode()))
        .toList();
  }
}
