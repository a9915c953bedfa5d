package dev.kernelsmith.tools;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.idx.IdxArray;
import dev.kernelsmith.data.idx.IdxFiles;
import dev.kernelsmith.data.pictures.PictureFile;
import dev.kernelsmith.data.pipeline.RecordException;
import dev.kernelsmith.data.tables.CsvDataset;
import dev.kernelsmith.data.tables.CsvFile;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.Missing;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.data.tables.TablePreparation;
import dev.kernelsmith.data.tfrecords.Compression;
import dev.kernelsmith.data.tfrecords.Example;
import dev.kernelsmith.data.tfrecords.ExampleSchema;
import dev.kernelsmith.data.tfrecords.Feature;
import dev.kernelsmith.data.tfrecords.TfRecords;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.samples.ChurnNetwork;
import dev.kernelsmith.samples.XorNetwork;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * A parser of files, as a user of the library meets it. Whatever a file holds, reading it ends in a result that can be used or in an exception that names the file and says what is wrong: never in an
 * exception from inside, never in memory that is out.
 */
enum FuzzedParser {
  IDX("data.idx") {
    @Override
    void read(Path file) throws IOException {
      IdxArray array = IdxFiles.read(file);
      for (int i = 0; i < array.length(); i++) {
        array.valueAt(i);
      }
    }

    @Override
    List<byte[]> seeds() {
      return List.of(new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9},
          new byte[] {0, 0, 9, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, -1},
          new byte[] {0, 0, 0xb, 1, 0, 0, 0, 1, 1, 2}, new byte[] {0, 0, 0xc, 1, 0, 0, 0, 1, 1, 2, 3, 4},
          new byte[] {0, 0, 0xd, 1, 0, 0, 0, 1, 0x3f, (byte) 0x80, 0, 0},
          new byte[] {0, 0, 0xe, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x3f, (byte) 0xf0, 0, 0, 0, 0, 0, 0});
    }
  },
  CSV("data.csv") {
    @Override
    void read(Path file) throws IOException {
      CsvDataset data = CsvFile.of(file).classColumn(0).read();
      readAll(data);
      if (data.classNames().isEmpty()) {
        throw new AssertionError("no classes");
      }
    }

    @Override
    List<byte[]> seeds() {
      return texts("kind,a,b\nx,1,2.5\ny,-3e2,4\n", "x,1,2\r\n\"y \"\"z\"\"\",3,4\r\n", "\uFEFFkind,a\nx,1\n\ny,2",
          "x,1\ny,NaN\n");
    }
  },
  TABLE("table.csv") {
    @Override
    void read(Path file) throws IOException {
      Table table = TableFile.of(file).read();
      FittedPreparation preparation;
      try {
        preparation = TablePreparation.of(table).label(table.columns().getFirst()).missing(Missing.mostFrequent())
            .scaled().fit(table);
      } catch (IllegalArgumentException e) { // sound files that a label and features cannot be found in
        text(e.getMessage());
        return;
      }
      readAll(preparation.dataset(table));
    }

    @Override
    List<byte[]> seeds() {
      return texts("kind,age,plan\nx,1,basic\ny,,\"pro, plus\"\nx,2.5,basic\n", "kind;age\nx;1,5\ny;2,5\n",
          "kind\tage\r\nx\t1\r\ny\t2\r\n",
          "\uFEFFkind,a\nx,?\ny,7\n");
    }
  },
  SAFETENSORS("some.safetensors") {
    @Override
    void read(Path file) throws IOException {
      SafetensorsFile content = Safetensors.read(file);
      text(content.tensors().values());
    }

    @Override
    List<byte[]> seeds() throws IOException {
      return List.of(
          stored(new SafetensorsFile(
              Map.of("a", Tensor.of(List.of(2, 1), new float[] {1, 2}), "n", Tensor.of(List.of(), new long[] {3})),
              Map.of("k", "v"))),
          framed(
              "{\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[2,4]}}",
              new byte[4]),
          framed("{\"__metadata__\":{\"\\u00e4\":\"\\ud83d\\ude00\\n\"}}", new byte[0]));
    }
  },
  TENSORS_AS_STORED("inspected.safetensors") {
    @Override
    void read(Path file) throws IOException {
      text(StoredTensors.read(file));
    }

    @Override
    List<byte[]> seeds() throws IOException {
      List<byte[]> seeds = new ArrayList<>(SAFETENSORS.seeds());
      seeds.add(framed(
          "{\"u\":{\"dtype\":\"U16\",\"shape\":[2],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[4,5]}}",
          new byte[5]));
      seeds.add(framed("{\"u\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[0,2]}}", new byte[2]));
      return seeds;
    }
  },
  /** The header of a file of weights; what follows is that of a sound one. */
  WEIGHTS("weights.safetensors") {
    private final XorNetwork network = new XorNetwork(1);

    @Override
    void read(Path file) throws IOException {
      network.load(file);
    }

    @Override
    byte[] file(byte[] input) throws IOException {
      return withDataOf(saved(new XorNetwork(2)::save), input);
    }

    @Override
    List<byte[]> seeds() throws IOException {
      return List.of(header(saved(new XorNetwork(2)::save)));
    }
  },
  /** The header of a model of a table, with its preparation. */
  MODEL("model.safetensors") {
    private byte[] sound;

    @Override
    void read(Path file) throws IOException {
      text(Model.load(new ChurnNetwork(1), file));
    }

    private byte[] sound() throws IOException {
      if (sound == null) {
        Table table = Table.of(List.of("age", "plan", "size", "left"),
            List.of(List.of("1", "a", "2", "no"), List.of("", "b", "3", "yes"), List.of("4", "c", "5", "no"),
                List.of("4", "d", "5", "no"),
                List.of("4", "e", "5", "no"), List.of("4", "f", "5", "no"), List.of("4", "g", "5", "no"),
                List.of("4", "h", "5", "no"), List.of("4", "i", "5", "no")));
        sound = saved(TablePreparation.of(table).label("left").missing("age", Missing.median()).scaled().fit(table)
            .model(new ChurnNetwork(1))::save);
      }
      return sound;
    }

    @Override
    byte[] file(byte[] input) throws IOException {
      return withDataOf(sound(), input);
    }

    @Override
    List<byte[]> seeds() throws IOException {
      return List.of(header(sound()));
    }
  },
  PICTURE("picture") {
    @Override
    void read(Path file) throws IOException {
      BufferedImage image = PictureFile.read(file);
      image.getRGB(image.getWidth() - 1, image.getHeight() - 1);
    }

    @Override
    List<byte[]> seeds() throws IOException {
      List<byte[]> seeds = new ArrayList<>();
      for (String format : List.of("png", "jpg", "gif", "bmp")) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), format, bytes);
        seeds.add(bytes.toByteArray());
      }
      return seeds;
    }
  },
  TFRECORDS("some.tfrecord") {
    @Override
    void read(Path file) throws IOException {
      text(TfRecords.file(file).examples().toList());
    }

    @Override
    List<byte[]> seeds() throws IOException {
      List<byte[]> seeds = new ArrayList<>();
      for (Compression kind : List.of(Compression.NONE, Compression.GZIP, Compression.ZLIB)) {
        seeds.add(saved(file -> TfRecords.write(file, kind, List.of(EXAMPLE, EXAMPLE))));
      }
      return seeds;
    }
  },
  /** The message in the only record of a sound file. */
  EXAMPLE_OF_A_RECORD("example.tfrecord") {
    @Override
    void read(Path file) throws IOException {
      readAll(TfRecords.file(file).read(ExampleSchema.of().input("x", 2).label("kind", 3)));
    }

    @Override
    byte[] file(byte[] input) throws IOException {
      return saved(file -> TfRecords.writeBytes(file, Compression.NONE, List.of(input)));
    }

    @Override
    List<byte[]> seeds() {
      return List.of(EXAMPLE.toBytes(), EXAMPLE.withList("steps", List.of(new Feature.Floats(1, 2))).toBytes());
    }
  },
  /** All files of a run's folder, each behind its name and a line feed, with a record separator between. */
  RUN("run") {
    @Override
    void read(Path folder) throws IOException {
      text(RunData.read(folder));
    }

    @Override
    void write(Path folder, byte[] input) throws IOException {
      Files.createDirectories(folder);
      for (String name : List.of("config.json", "events.jsonl", "epochs.jsonl", "steps.jsonl", "layers.jsonl",
          "filters.json", "evaluation.json")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      for (String part : new String(input, StandardCharsets.ISO_8859_1).split("\u001e")) {
        int end = part.indexOf('\n');
        String name = end < 0 ? "" : part.substring(0, end);
        if (name.matches("[a-z]+\\.jsonl?")) {
          Files.write(folder.resolve(name), part.substring(end + 1).getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }

    @Override
    List<byte[]> seeds() {
      return texts(
          "config.json\n{\"format\":1,\"network\":\"Net\",\"notes\":{},\"inputs\":[{\"name\":\"input\",\"shape\":[3]}],"
              + "\"layers\":[{\"name\":\"a\",\"kind\":\"Dense\",\"inputs\":[\"input\"],\"shape\":[2],\"parameters\":8,\"flops\":12}]}\u001e"
              + "epochs.jsonl\n{\"epoch\":1,\"step\":9,\"loss\":0.5,\"seconds\":1,\"samplesPerSecond\":7}\n\u001esteps.jsonl\n{\"step\":1,\"loss\":0.7}\n\u001eevaluation.json\n{\"samples\":2,\"outputs\":[{\"name\":\"a\",\"meanAbsoluteError\":1,\"rootMeanSquaredError\":2,\"points\":[[1,2]]}]}\u001e"
              + "layers.jsonl\n{\"epoch\":1,\"parameters\":[{\"name\":\"a.weights\",\"values\":{\"min\":0,\"max\":1,\"mean\":0.5,\"norm\":1,\"bins\":[1,2]},\"change\":{\"min\":0,\"max\":1,\"mean\":0.5,\"norm\":1,\"bins\":[1,2]}}]}\n\u001efilters.json\n{\"layer\":\"a\",\"pictures\":[{\"height\":1,\"width\":1,\"channels\":1,\"pixels\":\"AA==\"}]}");
    }
  };

  private static final Example EXAMPLE =
      Example.of().withFloats("x", 1, -2.5f).withInts("kind", 2).withBytes("raw", new byte[] {1, 2}).withText("name",
          "some");

  private final String name;

  FuzzedParser(String name) {
    this.name = name;
  }

  /** Reads a file and all that came out of it. */
  abstract void read(Path file) throws IOException;

  /** Sound inputs, to begin with. */
  abstract List<byte[]> seeds() throws IOException;

  /** The file for an input: by default, the same bytes. */
  byte[] file(byte[] input) throws IOException {
    return input;
  }

  /** Writes the file for an input. */
  void write(Path file, byte[] input) throws IOException {
    Files.write(file, file(input));
  }

  /**
   * Reads an input as a file in a folder.
   *
   * @return what was said about it; empty if it could be read
   * @throws AssertionError if it ended in any other way than it may
   */
  String outcome(Path folder, byte[] input) throws IOException {
    Path file = folder.resolve(name);
    write(file, input);
    try {
      read(file);
      return "";
    } catch (IOException | DataFormatException | WeightsMismatchException | RecordException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.contains(name)) {
        throw new AssertionError("the message does not name the file: " + message, e);
      }
      return message;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(this + " ends in " + e, e);
    }
  }

  /** Makes the text that a user would print. */
  private static void text(Object read) {
    if (read.toString().isEmpty()) {
      throw new AssertionError("no text of " + read.getClass());
    }
  }

  private static void readAll(Dataset data) {
    float[] values = new float[data.inputLength()];
    for (int i = 0; i < data.size(); i++) {
      data.copyInput(i, values, 0);
      data.classOf(i);
    }
  }

  private static List<byte[]> texts(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** A file of a safetensors header and data. */
  static byte[] framed(String header, byte[] data) {
    return framed(header.getBytes(StandardCharsets.UTF_8), data, 0);
  }

  private static byte[] framed(byte[] header, byte[] data, int from) {
    return ByteBuffer.allocate(Long.BYTES + header.length + data.length - from).order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length).put(header).put(data, from, data.length - from).array();
  }

  private static int dataAt(byte[] file) {
    return Long.BYTES + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static byte[] withDataOf(byte[] file, byte[] header) {
    return framed(header, file, dataAt(file));
  }

  /** The header of a file, without the checksum, which would refuse every change. */
  private static byte[] header(byte[] file) {
    String header = new String(file, Long.BYTES, dataAt(file) - Long.BYTES, StandardCharsets.UTF_8);
    return header.replaceFirst("\"kernelsmith\\.checksum\":\"[^\"]*\",?", "").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] stored(SafetensorsFile content) throws IOException {
    return saved(file -> Safetensors.write(file, content));
  }

  /** Writes a file. */
  private interface Writer {
    void write(Path file) throws IOException;
  }

  private static byte[] saved(Writer writer) throws IOException {
    Path file = Files.createTempFile("seed", ".safetensors");
    try {
      writer.write(file);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }
}
