package dev.kernelsmith.tools;

import dev.kernelsmith.data.idx.IdxFiles.Part;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.samples.Autoencoder;
import dev.kernelsmith.samples.AutoencoderNetwork;
import dev.kernelsmith.samples.LeNet5Network;
import dev.kernelsmith.samples.LinearRegression;
import dev.kernelsmith.samples.LinearRegressionNetwork;
import dev.kernelsmith.samples.MlpNetwork;
import dev.kernelsmith.samples.Regression;
import dev.kernelsmith.samples.RegressionNetwork;
import dev.kernelsmith.samples.ResNet8Network;
import dev.kernelsmith.samples.ResidualDigitsNetwork;
import dev.kernelsmith.samples.UNetNetwork;
import dev.kernelsmith.samples.digits.ColouredDigits;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import dev.kernelsmith.samples.shapes.DrawnShapes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A network that the command line knows by name. Only this class knows the module of the samples; other networks are found by their class.
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
    DIGITS("drawn digits", (count, seed, part) -> HandwrittenDigits.draw(count, seed)),
    /** To read drawn digits of 32 x 32 pixels in colour. */
    COLOURED_DIGITS("drawn digits in colour", (count, seed, part) -> ColouredDigits.draw(count, seed)),
    /** To draw digits again. */
    DIGITS_AGAIN("drawn digits, to be drawn again",
        (count, seed, part) -> Autoencoder.ofThemselves(HandwrittenDigits.draw(count, seed))),
    /** To say which pixels belong to a disc. */
    DISCS("drawn shapes", (count, seed, part) -> DrawnShapes.draw(count, seed)),
    /** To follow a line, which has no noise in the test. */
    LINE("noisy points of a line",
        (count, seed, part) -> LinearRegression.points(count, part == Part.TRAIN ? 0.1 : 0, seed)),
    /** To follow a curve, which has no noise in the test. */
    CURVE("noisy points of a curve",
        (count, seed, part) -> Regression.points(count, part == Part.TRAIN ? 0.05 : 0, seed));

    private final String source;
    private final Drawing drawing;

    Task(String source, Drawing drawing) {
      this.source = source;
      this.drawing = drawing;
    }

    /** Where its data are from, for people, unless they are read from files. */
    String source() {
      return source;
    }

    /** Draws samples. */
    Dataset draw(int count, long seed, Part part) {
      return drawing.draw(count, seed, part);
    }
  }

  /** How samples are drawn: how many, from what seed, to train on or to test. */
  private interface Drawing {
    Dataset draw(int count, long seed, Part part);
  }

  /** No sample draws more than so many samples. */
  static final int MOST_DRAWN = HandwrittenDigits.MOST;

  /** All samples. */
  static final List<Sample> ALL =
      List.of(
          new Sample("lenet5", "Convolutional network for digits", Task.DIGITS, LeNet5Network::new),
          new Sample("mlp", "Three dense layers for digits", Task.DIGITS, MlpNetwork::new),
          new Sample("residual", "Residual network for digits", Task.DIGITS, ResidualDigitsNetwork::new),
          new Sample("resnet8", "Residual network with batch normalisation for coloured digits", Task.COLOURED_DIGITS,
              ResNet8Network::new),
          new Sample("autoencoder", "Digits in 16 numbers", Task.DIGITS_AGAIN, AutoencoderNetwork::new),
          new Sample("unet", "U-Net that marks discs", Task.DISCS, UNetNetwork::new),
          new Sample("line", "A straight line", Task.LINE, LinearRegressionNetwork::new),
          new Sample("regression", "A curve of one variable", Task.CURVE, RegressionNetwork::new));

  /** The sample of a name. */
  static Optional<Sample> named(String name) {
    return ALL.stream().filter(sample -> sample.name.equals(name)).findFirst();
  }

  /** The names of all samples, for people. */
  static String names() {
    return ALL.stream().map(Sample::name).collect(Collectors.joining(", "));
  }

  /** Finds a sample by its name, for picocli. */
  static final class Converter implements ITypeConverter<Sample> {
    @Override
    public Sample convert(String value) {
      return named(value.toLowerCase(Locale.ROOT)).orElseThrow(
          () -> new TypeConversionException("there is no sample '" + value + "': there are " + names()));
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
