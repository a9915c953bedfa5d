package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.data.pictures.Fit;
import dev.kernelsmith.data.pictures.Picture;
import dev.kernelsmith.data.pipeline.Encoding;
import dev.kernelsmith.data.pipeline.Reading;
import dev.kernelsmith.data.pipeline.Records;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.awt.image.BufferedImage;
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
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What reading ahead costs and gains a training, in samples a second, all ways in turns, each a training of its own. Cases: {@code packed}, LeNet-5 on digits as a data set, as its batches, and as records that have to be decoded
 * (gzipped one by one); {@code jpeg}, a network of convolutions on pictures of 256 x 256 that are decoded and made 32 x 32; {@code remote}, LeNet-5 on the packed digits where each record is waited for, as one of a server.
 */
@Command(name = "PrefetchCostMain", mixinStandardHelpOptions = true, description = "Tells what reading ahead costs and gains a training.")
public final class PrefetchCostMain implements Runnable {
  private static final int BATCH = 64;
  private static final int SIDE = 32;
  private static final int PICTURE = 256;
  private static final int DIFFERENT = 200;

  @Option(names = "--threads", defaultValue = "1", description = "Threads that compute (default: ${DEFAULT-VALUE}).") private int threads;

  @Option(names = "--rounds", defaultValue = "9", description = "Rounds that count (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before these (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Option(names = "--samples", defaultValue = "10000", description = "Digits of an epoch (default: ${DEFAULT-VALUE}).") private int samples;

  @Option(names = "--case", defaultValue = "PACKED", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).") private Case measured;

  @Option(names = "--wait", defaultValue = "100", description = "Case REMOTE: microseconds that a record is waited for (default: ${DEFAULT-VALUE}).") private int wait;

  private final PrintStream out;

  /** What is read. */
  enum Case {
    PACKED, JPEG, REMOTE
  }

  PrefetchCostMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PrefetchCostMain(System.out)).execute(arguments));
  }

  /** A picture that has to be decoded. */
  private record Packed(byte[] bytes, int label) {}

  @Override
  public void run() {
    Map<String, Function<Trainer, Double>> ways = new LinkedHashMap<>();
    switch (measured) {
      case PACKED -> {
        Dataset digits = DigitData.load(samples).dataset();
        Records<Dataset> batches = Samples.of(digits).batches(BATCH, 1);
        ways.put("data set", trainer -> trainer.fit(digits).last().samplesPerSecond());
        ways.put("batches", trainer -> speed(trainer, batches));
        ways.put("batches, prefetch(2)", trainer -> speed(trainer, batches.prefetch(2)));
        ways(ways, "packed", packed(digits), PrefetchCostMain::unpacked, digits.inputLength());
      }
      case JPEG -> ways(ways, "jpeg", jpegs(), PrefetchCostMain::small, 3 * SIDE * SIDE);
      case REMOTE -> {
        Dataset digits = DigitData.load(samples).dataset();
        ways(ways, "remote", packed(digits), this::fetched, digits.inputLength());
      }
    }
    measure(ways);
  }

  private void ways(Map<String, Function<Trainer, Double>> ways, String name, List<Packed> packed,
      Function<Packed, float[]> decode, int length) {
    Encoding<Packed> encoding = Encoding.<Packed>of().input(decode, length).label(Packed::label, 10);
    Records<Packed> records = Records.of(packed);
    ways.put(name, trainer -> speed(trainer, records.batches(encoding, BATCH)));
    ways.put(name + ", prefetch(2)", trainer -> speed(trainer, records.batches(encoding, BATCH).prefetch(2)));
    ways.put(name + ", 2 threads, prefetch(2)",
        trainer -> speed(trainer, records.batches(encoding, BATCH, 2).prefetch(2)));
  }

  private static List<Packed> packed(Dataset digits) {
    return IntStream.range(0, digits.size()).mapToObj(i -> packed(digits, i)).toList();
  }

  /** Pictures of coloured hills with some noise, of which each stands several times. */
  private List<Packed> jpegs() {
    List<Packed> different = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < Math.min(samples, DIFFERENT); i++) {
      BufferedImage image = new BufferedImage(PICTURE, PICTURE, BufferedImage.TYPE_INT_RGB);
      double slope = 1 + i % 10;
      for (int y = 0; y < PICTURE; y++) {
        for (int x = 0; x < PICTURE; x++) {
          int hill = (int) (100 + 80 * Math.sin(slope * x / 40) * Math.cos(y / 30.0)) + random.nextInt(20);
          image.setRGB(x, y, hill << 16 | (255 - hill) << 8 | (x + y) / 2);
        }
      }
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      try {
        ImageIO.write(image, "jpg", stored);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      different.add(new Packed(stored.toByteArray(), i % 10));
    }
    return IntStream.range(0, samples).mapToObj(i -> different.get(i % different.size())).toList();
  }

  private static float[] small(Packed jpeg) {
    try {
      return Picture.decode(jpeg.bytes(), "a picture").resized(SIDE, SIDE, Fit.CROP).values();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private float[] fetched(Packed packed) {
    LockSupport.parkNanos(1000L * wait);
    return unpacked(packed);
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

  private CompiledNetwork network() {
    return measured == Case.JPEG ? Networks.cifarConvNet(1) : Networks.lenet5(1);
  }

  private void measure(Map<String, Function<Trainer, Double>> ways) {
    Map<String, Trainer> trainers = new LinkedHashMap<>();
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    ways.keySet().forEach(way -> {
      trainers.put(way, Trainer.of(network()).epochs(1).batchSize(BATCH).threads(threads));
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
    speeds.forEach((way, own) -> {
      String first = ways.keySet().iterator().next();
      out.printf(Locale.ROOT, "%-31s %8.0f samples/s  %.2f of %s  %.2f of %s%n", way, Medians.of(own),
          ratio(own, speeds.get(first)), first, ratio(own, speeds.get(plain(way))), plain(way));
    });
  }

  /** The same without reading ahead. */
  private static String plain(String way) {
    return way.contains(",") ? way.substring(0, way.indexOf(',')) : way;
  }

  private static double ratio(List<Double> own, List<Double> others) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      ratios.add(own.get(round) / others.get(round));
    }
    return Medians.of(ratios);
  }
}
