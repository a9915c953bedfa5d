package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which network a command is about, where it is not a sample. */
final class ClassOptions {
  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--class", paramLabel = "NAME",
      description = "In place of a sample, a network of your own: the annotated class or the generated one, with its package.")
  private @Nullable String name;

  @Option(names = "--classpath", paramLabel = "PATH", split = "[:;]",
      description = "Folders of classes and jars where --class is looked for, such as target/classes.")
  private List<Path> classpath = new ArrayList<>();
  // @formatter:on

  /** Finds the classes of {@code --classpath}. */
  ClassLoader loader() throws IOException {
    return UserNetwork.loader(classpath);
  }

  /** Refuses a class path where no class is looked for. */
  void refusePath() {
    if (!classpath.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--classpath is for --class: add --class NAME.");
    }
  }

  /** Whether a class is named. */
  boolean given() {
    return name != null;
  }

  /** The name of the network, of a sample or of a class. */
  String name(@Nullable Sample sample) {
    return sample != null ? sample.name() : String.valueOf(name);
  }

  /**
   * What makes the network, whose argument is the seed.
   *
   * @throws ParameterException if there is neither a sample nor a class, or both
   */
  LongFunction<CompiledNetwork> factory(@Nullable Sample sample) throws IOException {
    if (sample != null && name != null) {
      throw new ParameterException(spec.commandLine(), "both a SAMPLE and --class are given: leave one away.");
    }
    if (name == null) {
      refusePath();
    }
    if (sample != null) {
      return sample.factory();
    }
    if (name == null) {
      throw new ParameterException(spec.commandLine(),
          "which network? Name a SAMPLE, one of " + Sample.names() + ", or a class with --class NAME.");
    }
    return UserNetwork.find(name, classpath);
  }
}
