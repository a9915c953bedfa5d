package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.DigitData;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that the programs share, and pass on to each other. */
final class TrainingSettings {
  @Option(names = "--epochs", defaultValue = "8", description = "Epochs of a training (default: ${DEFAULT-VALUE}).") int epochs;

  @Option(names = "--samples", defaultValue = "20000", description = "Samples of an epoch (default: ${DEFAULT-VALUE}).") int samples;

  @Option(names = "--batch", defaultValue = "64", description = "Samples of a step (default: ${DEFAULT-VALUE}).") int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Threads that compute (default: ${DEFAULT-VALUE}).") int threads;

  @Option(names = "--data", paramLabel = "DIR", description = "MNIST's files, to train on instead of drawn digits.")
  @Nullable Path data;

  /** The samples to train on. */
  DigitData load() {
    if (data != null) {
      System.setProperty(DigitData.DIRECTORY_PROPERTY, data.toString());
    }
    return DigitData.load(samples);
  }

  /** The options that give another process the same settings. */
  List<String> arguments() {
    List<String> all =
        List.of("--epochs=" + epochs, "--samples=" + samples, "--batch=" + batch, "--threads=" + threads);
    return data == null ? all : Stream.concat(all.stream(), Stream.of("--data=" + data)).toList();
  }
}
