package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiles, trains, saves and reads back in one locale after the other, and prints what came of it, one line each. Arguments: a folder
 * for files, then the locales' tags.
 */
final class LocaleRun {
  private static final String FAULTS = """
      import dev.kernelsmith.annotations.*;
      import dev.kernelsmith.runtime.Layer;

      @Network(input = {1234567, 7654321, 3})
      @Optimizer(type = OptimizerType.SGD, learningRate = -1234.5f)
      class Faults {
        @Dense(units = -1234567) Layer hidden;
        @Dense(units = 2147483647) Layer output;
      }
      """;

  private LocaleRun() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String tag : Arrays.copyOfRange(arguments, 1, arguments.length)) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      System.out.println(tag + ": " + compiled() + ", " + trained(folder));
    }
  }

  /** Hashes of generated source, for all targets, and of what is said of faults. */
  private static String compiled() {
    Map<String, String> texts = new TreeMap<>();
    NetworkSource source = WellKnown.convolution();
    texts.putAll(
        Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado().options("-proc:only")
            .source(source.name(), source.text()).run().sources());
    Compilation faults = Compile.with(CompilerKind.JAVAC).withVectorModule().source("Faults", FAULTS).run();
    int sources = texts.size();
    texts.put("faults", faults.own().toString());
    texts.values().forEach(LocaleRun::requireAscii);
    return faults.own().size() + " faults, " + sources + " sources " + Integer.toHexString(texts.hashCode());
  }

  /** Hashes of parameters, of a prediction after a resumed training, and of the file of weights. */
  private static String trained(Path folder) throws IOException {
    GeneratedNetwork generated = GeneratedNetwork.compile(WellKnown.twoDense());
    Dataset data = data();
    Path checkpoint = folder.resolve("checkpoint");
    Path weights = folder.resolve("weights.safetensors");
    Files.deleteIfExists(checkpoint);
    CompiledNetwork first = generated.network(1);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      trainer(first, out).epochs(2).checkpoint(checkpoint).fit(data);
      trainer(first, out).epochs(4).resume(checkpoint).fit(data);
    }
    requireAscii(text.toString(StandardCharsets.UTF_8));
    first.save(weights);
    CompiledNetwork second = generated.network(2);
    second.load(weights);
    requireAscii(second + " " + second.engine().spec());
    float[] prediction = second.predict(new float[] {0.5f, -1.25f, 0.002f, 1});
    return "prediction " + Arrays.toString(prediction) + ", file "
        + Integer.toHexString(Arrays.hashCode(Files.readAllBytes(weights)));
  }

  private static Dataset data() {
    float[][] inputs = new float[13][];
    int[] classes = new int[inputs.length];
    Arrays.fill(inputs, new float[] {1.5f, 0.75f, -4, 0.125f});
    Arrays.fill(classes, 1);
    inputs[0] = new float[] {0.5f, -1.25f, 2e-3f, 1};
    classes[0] = 0;
    return ArrayDataset.ofClasses(inputs, classes);
  }

  private static Trainer trainer(CompiledNetwork network, PrintStream out) {
    return Trainer.of(network).batchSize(8).seed(3).validationSplit(0.25).progress(Progress.log(out));
  }

  /** Digits and signs of other scripts are no ASCII. */
  private static void requireAscii(String text) {
    int at = 0;
    while (at < text.length() && (text.charAt(at) < 128 || "×–".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at < text.length()) {
      throw new AssertionError("'" + text.charAt(at) + "' at " + at + " of: " + text);
    }
  }
}
