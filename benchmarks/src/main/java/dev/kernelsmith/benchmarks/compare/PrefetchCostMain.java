package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.data.pipeline.Encoding;
import dev.kernelsmith.data.pipeline.Reading;
import dev.kernelsmith.data.pipeline.Records;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What reading ahead costs and gains a training of LeNet-5, in samples a second: the data set itself, its batches, batches that are read ahead, and records that take time to decode (gzipped digits), with and without
 * reading ahead and threads that decode; all in turns, each a training of its own.
 */
@Command(name = "PrefetchCostMain", mixinStandardHelpOptions = true, description = "Tells what reading ahead costs and gains a training.")
public final class PrefetchCostMain implements Runnable {
  private static final int BATCH = 64;

  @Option(names = "--threads", defaultValue = "1", description = "Threads that compute (default: ${DEFAULT-VALUE}).") private int threads;

  @Option(names = "--rounds", defaultValue = "9", description = "Rounds that count (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before these (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Option(names = "--samples", defaultValue = "10000", description = "Digits of an epoch (default: ${DEFAULT-VALUE}).") private int samples;

  private final PrintStream out;

  PrefetchCostMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PrefetchCostMain(System.out)).execute(arguments));
  }

  /** A digit that has to be decoded. */
  private record Packed(byte[] bytes, int label) {}

  @Override
  public void run() {
    Dataset digits = DigitData.load(samples).dataset();
    List<Packed> packed = IntStream.range(0, digits.size()).mapToObj(i -> packed(digits, i)).toList();
    Encoding<Packed> encoding =
        Encoding.<Packed>of().input(PrefetchCostMain::unpacked, digits.inputLength()).label(Packed::label, 10);
    Records<Packed> records = Records.of(packed);
    Records<Dataset> batches = Samples.of(digits).batches(BATCH, 1);
    Map<String, Function<Trainer, Double>> ways = new LinkedHashMap<>();
    ways.put("data set", trainer -> trainer.fit(digits).last().samplesPerSecond());
    ways.put("batches", trainer -> speed(trainer, batches));
    ways.put("batches, prefetch(2)", trainer -> speed(trainer, batches.prefetch(2)));
    ways.put("packed", trainer -> speed(trainer, records.batches(encoding, BATCH)));
    ways.put("packed, prefetch(2)", trainer -> speed(trainer, records.batches(encoding, BATCH).prefetch(2)));
    ways.put("packed, 2 threads, prefetch(2)",
        trainer -> speed(trainer, records.batches(encoding, BATCH, 2).prefetch(2)));
    measure(ways);
  }

  private static Packed packed(Dataset digits, int index) {
    float[] values = new float[digits.inputLength()];
    digits.copyInput(index, values, 0);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * values[i]);
    }
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(stored)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Packed(stored.toByteArray(), digits.classOf(index));
  }

  private static float[] unpacked(Packed packed) {
    byte[] bytes;
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed.bytes()))) {
      bytes = gzip.readAllBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xff) / 255f;
    }
    return values;
  }

  private double speed(Trainer trainer, Records<Dataset> batches) {
    try (Reading<Dataset> reading = batches.open()) {
      return trainer.samplesPerEpoch(samples).fit(reading).last().samplesPerSecond();
    }
  }

  private void measure(Map<String, Function<Trainer, Double>> ways) {
    Map<String, Trainer> trainers = new LinkedHashMap<>();
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    ways.keySet().forEach(way -> {
      trainers.put(way, Trainer.of(Networks.lenet5(1)).epochs(1).batchSize(BATCH).threads(threads));
      speeds.put(way, new ArrayList<>());
    });
    for (int round = -warmUp; round < rounds; round++) {
      for (Map.Entry<String, Trainer> each : trainers.entrySet()) {
        double speed = ways.get(each.getKey()).apply(each.getValue());
        if (round >= 0) {
          speeds.get(each.getKey()).add(speed);
        }
      }
    }
    speeds.forEach((way, own) -> out.printf(Locale.ROOT, "%-31s %8.0f samples/s  %.2f of data set  %.2f of %s%n", way,
        Medians.of(own), ratio(own, speeds.get("data set")), ratio(own, speeds.get(plain(way))), plain(way)));
  }

  /** The same without reading ahead. */
  private static String plain(String way) {
    return way.startsWith("packed") ? "packed" : way.startsWith("batches") ? "batches" : way;
  }

  private static double ratio(List<Double> own, List<Double> others) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      ratios.add(own.get(round) / others.get(round));
    }
    return Medians.of(ratios);
  }
}
