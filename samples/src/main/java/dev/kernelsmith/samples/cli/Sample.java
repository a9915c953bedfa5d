package dev.kernelsmith.samples.cli;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.samples.LeNet5Network;
import dev.kernelsmith.samples.MlpNetwork;
import dev.kernelsmith.samples.RegressionNetwork;
import dev.kernelsmith.samples.ResNet8Network;
import dev.kernelsmith.samples.ResidualDigitsNetwork;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A network that the command line knows.
 *
 * @param name what it is called there
 * @param description one line
 * @param task what it learns
 * @param factory makes the network; its argument is the seed of the initial weights
 */
record Sample(String name, String description, Task task, LongFunction<CompiledNetwork> factory) {
  /** What a sample learns. */
  enum Task {
    /** To read digits of 28 x 28 pixels, drawn or from MNIST. */
    DIGITS,
    /** To read drawn digits of 32 x 32 pixels in colour. */
    COLOURED_DIGITS,
    /** To follow a curve. */
    CURVE
  }

  /** All samples. */
  static final List<Sample> ALL =
      List.of(
          new Sample("lenet5", "Convolutional network for digits", Task.DIGITS, LeNet5Network::new),
          new Sample("mlp", "Three dense layers for digits", Task.DIGITS, MlpNetwork::new),
          new Sample("residual", "Residual network for digits", Task.DIGITS, ResidualDigitsNetwork::new),
          new Sample("resnet8", "Residual network with batch normalisation for coloured digits", Task.COLOURED_DIGITS,
              ResNet8Network::new),
          new Sample("regression", "A curve of one variable", Task.CURVE, RegressionNetwork::new));

  /** Finds a sample by its name, for picocli. */
  static final class Converter implements ITypeConverter<Sample> {
    @Override
    public Sample convert(String value) {
      return ALL.stream()
          .filter(sample -> sample.name.equals(value.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("there is no sample '" + value + "': there are " + names()));
    }

    private static String names() {
      return ALL.stream().map(Sample::name).collect(Collectors.joining(", "));
    }
  }

  /** The names of all samples, for picocli's completion and help. */
  static final class Names implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return ALL.stream().map(Sample::name).iterator();
    }
  }
}
