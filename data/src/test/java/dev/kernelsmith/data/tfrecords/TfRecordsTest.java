package dev.kernelsmith.data.tfrecords;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.pictures.Fit;
import dev.kernelsmith.data.pictures.PicturePreparation;
import dev.kernelsmith.data.pictures.PictureSize;
import dev.kernelsmith.data.pipeline.Reading;
import dev.kernelsmith.data.pipeline.RecordException;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of records, written and read by the specification of the format. */
class TfRecordsTest {
  @TempDir Path folder;

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] three() {
    return Bytes.of(out -> out.record(new byte[] {1, 2, 3}).record(new byte[0]).record(new byte[] {9}));
  }

  private static List<byte[]> read(Path file) {
    return TfRecords.file(file).bytes().toList();
  }

  private static String fault(Path file) {
    return assertThrows(DataFormatException.class, () -> read(file)).getMessage();
  }

  private static byte[] compressed(Compression compression, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = switch (compression) {
      case NONE -> bytes;
      case GZIP -> new GZIPOutputStream(bytes);
      case ZLIB -> new DeflaterOutputStream(bytes);
    }) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** RFC 3720, B.4. */
  @Test
  void checksumsOfTheStandard() {
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) -1);
    byte[] up = new byte[32];
    byte[] down = new byte[32];
    for (int i = 0; i < 32; i++) {
      up[i] = (byte) i;
      down[i] = (byte) (31 - i);
    }
    assertEquals(0x8a9136aaL, Bytes.crc32c(new byte[32]));
    assertEquals(0x62a8ab43L, Bytes.crc32c(ones));
    assertEquals(0x46dd794eL, Bytes.crc32c(up));
    assertEquals(0x113fdb5cL, Bytes.crc32c(down));
    for (byte[] each : List.of(new byte[32], ones, up, down, new byte[0], new byte[] {5})) {
      CRC32C crc = new CRC32C();
      crc.update(each);
      assertEquals(crc.getValue(), Bytes.crc32c(each));
      assertEquals((int) Bytes.masked(each), MaskedCrc.of(each, each.length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileByTheSpecification(Compression compression) throws IOException {
    Path file = file("a", compressed(compression, three()));
    for (TfRecords records : List.of(TfRecords.file(file), TfRecords.file(file).compression(compression))) {
      List<byte[]> found = records.bytes().toList();
      assertEquals(3, found.size());
      assertArrayEquals(new byte[] {1, 2, 3}, found.get(0));
      assertEquals(0, found.get(1).length);
      assertArrayEquals(new byte[] {9}, found.get(2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWritten(Compression compression) throws IOException {
    Path file = folder.resolve("b");
    TfRecords.writeBytes(file, compression, List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {9}));
    byte[] content = Files.readAllBytes(file);
    byte[] plain = switch (compression) {
      case NONE -> content;
      case GZIP -> new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
      case ZLIB -> new InflaterInputStream(new ByteArrayInputStream(content)).readAllBytes();
    };
    assertArrayEquals(three(), plain);
  }

  @Test
  void emptyFilesHaveNoRecords() throws IOException {
    assertEquals(List.of(), read(file("a", new byte[0])));
    assertEquals(List.of(), read(file("b", compressed(Compression.GZIP, new byte[0]))));
    assertEquals(List.of(), read(file("c", compressed(Compression.ZLIB, new byte[0]))));
    TfRecords.write(folder.resolve("d"), List.of());
    assertEquals(0, Files.size(folder.resolve("d")));
    Path empty = folder.resolve("d");
    String message = assertThrows(RecordException.class,
        () -> TfRecords.file(empty).read(ExampleSchema.of().input("x", 1))).getMessage();
    assertTrue(message.contains(empty + " has no record"), message);
  }

  /** A gzip file begins with the bytes 1f 8b, which are also a record's length. */
  @Test
  void aLengthThatLooksLikeGzip() throws IOException {
    byte[] data = new byte[0x8b1f];
    new Random(1).nextBytes(data);
    assertArrayEquals(data, read(file("a", Bytes.of(out -> out.record(data)))).getFirst());
    byte[] zlib = new byte[0x9c78];
    assertArrayEquals(zlib, read(file("b", Bytes.of(out -> out.record(zlib)))).getFirst());
  }

  @Test
  void severalMembersOfGzip() throws IOException {
    byte[] member = compressed(Compression.GZIP, three());
    assertEquals(6, read(file("a", Bytes.of(out -> out.put(member).put(member)))).size());
  }

  @Test
  void truncationsAndDamageSayWhere() throws IOException {
    byte[] whole = three(); // records at 0, 19 and 35, 52 bytes
    for (int length = 1; length < whole.length; length++) {
      Path file = file("cut", Arrays.copyOf(whole, length));
      if (length == 19 || length == 35) {
        assertEquals(length == 19 ? 1 : 2, read(file).size());
        continue;
      }
      int number = length < 19 ? 0 : length < 35 ? 1 : 2;
      int position = number == 0 ? 0 : number == 1 ? 19 : 35;
      String message = fault(file);
      assertTrue(message.startsWith(file + ": record " + number + ", byte " + position + ": "), message);
      assertTrue(message.contains("ends after") || message.contains("are left in the file"), message);
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      String message = fault(file("damaged", damaged));
      assertTrue(
          message.contains("checksum")
              && message.contains(at < 19 ? "record 0, byte 0" : at < 35 ? "record 1, byte 19" : "record 2, byte 35"),
          message);
    }
  }

  @Test
  void compressedFilesThatAreDamaged() throws IOException {
    Random random = new Random(3);
    byte[] data = new byte[5000];
    random.nextBytes(data);
    byte[] plain = Bytes.of(out -> out.record(data).record(data));
    for (Compression compression : List.of(Compression.GZIP, Compression.ZLIB)) {
      byte[] whole = compressed(compression, plain);
      for (int round = 0; round < 300; round++) {
        byte[] bytes = Arrays.copyOf(whole, round % 3 == 0 ? 2 + random.nextInt(whole.length - 3) : whole.length);
        if (round % 3 > 0) {
          bytes[2 + random.nextInt(bytes.length - 2)] ^= (byte) (1 << random.nextInt(8));
        }
        Path file = file("damaged", bytes);
        try {
          List<byte[]> found = TfRecords.file(file).compression(compression).bytes().toList();
          assertEquals(2, found.size(), "what is read is whole");
          assertArrayEquals(data, found.get(1));
        } catch (DataFormatException expected) {
          assertTrue(expected.getMessage().startsWith(file + ": "), expected::getMessage);
        }
      }
    }
    Path behind = file("behind", Bytes.of(out -> {
      try {
        out.put(compressed(Compression.ZLIB, plain)).put(1, 2, 3);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }));
    assertTrue(fault(behind).contains("bytes behind the end of the compressed data"), fault(behind));
    Path none = file("none", three());
    String message = assertThrows(DataFormatException.class,
        () -> TfRecords.file(none).compression(Compression.GZIP).bytes().toList()).getMessage();
    assertTrue(message.contains("it is not compressed by gzip"), message);
    assertThrows(DataFormatException.class,
        () -> TfRecords.file(none).compression(Compression.ZLIB).bytes().toList());
  }

  /** Lengths whose checksums are right, but that no file has: nothing is allocated for them. */
  @Test
  void absurdLengths() throws IOException {
    for (long length : new long[] {17, 1L << 30, 1L << 40, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      byte[] header = Bytes.of(out -> out.little(length, 8));
      byte[] content = Bytes.of(out -> out.put(header).little(Bytes.masked(header), 4).put(new byte[20]));
      String plain = fault(file("plain", content));
      assertTrue(plain.contains("record 0, byte 0: the record's length is " + Long.toUnsignedString(length)), plain);
      String zipped = fault(file("zipped", compressed(Compression.GZIP, content)));
      assertTrue(length > 100_000 || length < 0
          ? zipped.contains("byte 0 of the decompressed data: the record's length is " + Long.toUnsignedString(length))
          : zipped.contains("ends before") || zipped.contains("ends after"), zipped);
    }
  }

  @Test
  void otherFiles() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", png));
    assertTrue(fault(file("a.png", png.toByteArray())).contains("it is a PNG image; expected a TFRecord file"));
    assertTrue(fault(
        file("a.txt", new byte[] {'h', 'e', 'l', 'l', 'o', ',', ' ', 't', 'h', 'i', 's', ' ', 't', 'e', 'x', 't'}))
        .contains("this is no TFRecord file"));
    assertTrue(assertThrows(UncheckedIOException.class, () -> read(folder.resolve("none"))).getMessage()
        .contains("no such file"));
    assertThrows(NoSuchFileException.class,
        () -> TfRecords.file(folder.resolve("none")).read(ExampleSchema.of().input("x", 1)));
    assertTrue(assertThrows(UncheckedIOException.class, () -> read(folder)).getMessage().contains("is a directory"));
  }

  @Test
  void manyFilesInAFixedOrder() throws IOException {
    for (int shard = 0; shard < 12; shard++) {
      int number = shard;
      file(String.format("train-%05d-of-00012.tfrecord", shard),
          Bytes.of(out -> out.record(new byte[] {(byte) number}).record(new byte[] {(byte) (number + 50)})));
    }
    file(".hidden", new byte[] {1});
    Files.createDirectory(folder.resolve("train-folder"));
    TfRecords records = TfRecords.folder(folder, "train-*");
    int[] expected = IntStream.range(0, 12).flatMap(i -> IntStream.of(i, i + 50)).toArray();
    assertArrayEquals(expected, records.bytes().toList().stream().mapToInt(bytes -> bytes[0]).toArray());
    List<Path> reversed = new ArrayList<>(records.files()).reversed();
    assertEquals(11, TfRecords.files(reversed).bytes().toList().getFirst()[0]);
    int[] shuffled =
        records.shuffleFiles(1).bytes().repeat(2).toList().stream().mapToInt(bytes -> bytes[0]).toArray();
    for (int epoch = 0; epoch < 2; epoch++) {
      int[] own = Arrays.copyOfRange(shuffled, epoch * 24, epoch * 24 + 24);
      assertFalse(Arrays.equals(expected, own));
      assertEquals(24, new HashSet<>(Arrays.stream(own).boxed().toList()).size());
    }
    assertFalse(Arrays.equals(Arrays.copyOf(shuffled, 24), Arrays.copyOfRange(shuffled, 24, 48)));
    Files.delete(folder.resolve("train-00003-of-00012.tfrecord"));
    String missing =
        assertThrows(DataFormatException.class, () -> TfRecords.folder(folder, "train-*")).getMessage();
    assertTrue(missing.contains("of the shards train-*-of-00012.tfrecord number 3 is missing; 11 are there"), missing);
    String nothing = assertThrows(DataFormatException.class, () -> TfRecords.folder(folder, "x*")).getMessage();
    assertTrue(nothing.contains("no file matches \"x*\""), nothing);
    assertThrows(NoSuchFileException.class, () -> TfRecords.folder(folder.resolve("none"), "*"));
    assertThrows(IllegalArgumentException.class, () -> TfRecords.folder(folder, "[a"));
    assertThrows(IllegalArgumentException.class, () -> TfRecords.files(List.of()));
  }

  @Test
  void writingLeavesNoPartInPlaceOfAGoodFile() throws IOException {
    Path file = folder.resolve("kept.tfrecord");
    Example good = Example.of().withInts("n", 1);
    TfRecords.write(file, List.of(good));
    Iterable<Example> failing = () -> new Iterator<>() {
      private int number;

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Example next() {
        if (number++ == 100) {
          throw new IllegalStateException("mine");
        }
        return good;
      }
    };
    assertEquals("mine",
        assertThrows(IllegalStateException.class, () -> TfRecords.write(file, Compression.GZIP, failing)).getMessage());
    String ofNull = assertThrows(IllegalArgumentException.class,
        () -> TfRecords.write(file, Arrays.asList(good, null))).getMessage();
    assertTrue(ofNull.contains("record 1 to write to " + file + " is null"), ofNull);
    assertEquals(List.of(good), TfRecords.file(file).examples().toList());
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(file), all.toList());
    }
    assertThrows(NoSuchFileException.class, () -> TfRecords.write(folder.resolve("none/a"), List.of(good)));
  }

  @Test
  void anInterruptDoesNotHinderWriting() throws IOException {
    Path file = folder.resolve("a");
    Thread.currentThread().interrupt();
    TfRecords.write(file, List.of(Example.of(), Example.of()));
    assertTrue(Thread.interrupted());
    assertEquals(2, TfRecords.file(file).examples().toList().size());
    Iterator<Example> once = List.of(Example.of(), Example.of()).iterator();
    Thread.currentThread().interrupt();
    try {
      TfRecords.write(folder.resolve("b"), () -> once);
      assertEquals(2, TfRecords.file(folder.resolve("b")).examples().toList().size());
    } catch (IOException cannotBeGoneThroughAgain) {
      assertFalse(Files.exists(folder.resolve("b")));
    } finally {
      Thread.interrupted();
    }
  }

  private static float[] input(Dataset data, int index) {
    float[] values = new float[data.inputLength()];
    data.copyInput(index, values, 0);
    return values;
  }

  @Test
  void aDatasetBySchema() throws IOException {
    Path file = folder.resolve("data.tfrecord");
    List<String> names = List.of("no", "yes");
    TfRecords.write(file, List.of(
        Example.of().withFloats("x", 1, 2, 3, 4).withInts("n", 7, 8).withInts("label", 1).withFloats("y", 0.5f)
            .withFloats("w", 2)
            .withBytes("raw", new byte[] {0, -1}).withText("name", "yes"),
        Example.of().withFloats("x", 5, 6, 7, 8).withInts("n", 9, 10).withInts("label", 0).withFloats("y", 1.5f)
            .withFloats("w", 0)
            .withBytes("raw", new byte[] {51, 102}).withText("name", "no")));
    Samples data = TfRecords.file(file).read(
        ExampleSchema.of().input("x", 2, 2).input("n", 2).rawBytes("raw", 2).label("label", 2).target("y", 1)
            .label("name", names).weight("w"));
    assertEquals(2, data.size());
    assertEquals(3, data.inputs());
    assertEquals(3, data.targets());
    assertEquals(List.of(2, 2), data.inputShape());
    assertArrayEquals(new float[] {5, 6, 7, 8}, input(data, 1));
    assertArrayEquals(new float[] {7, 8}, input(data.ofInput(1), 0));
    assertArrayEquals(new float[] {0.2f, 0.4f}, input(data.ofInput(2), 1));
    assertEquals(1, data.classOf(0));
    float[] target = new float[1];
    data.ofTarget(1).copyTarget(1, target, 0);
    assertEquals(1.5f, target[0]);
    assertEquals(names, data.ofTarget(2).classNames());
    assertEquals(0, data.ofTarget(2).classOf(1));
    assertEquals(2, data.weightOf(0));
    assertEquals(file + ": 2 samples of 4 values, classes 0 to 1", data.toString());
    try (Reading<Dataset> batches = TfRecords.file(file).examples()
        .batches(ExampleSchema.of().input("x", 4).label("name", names).encoding(), 1).open()) {
      assertEquals(1, batches.next().classOf(0));
      assertArrayEquals(new float[] {5, 6, 7, 8}, input(batches.next(), 0));
      assertFalse(batches.hasNext());
    }
  }

  @Test
  void picturesInRecords() throws IOException {
    BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 48; i++) {
      image.setRGB(i % 8, i / 8, 0x336699);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", png));
    Path file = folder.resolve("pictures");
    TfRecords.write(file, List.of(Example.of().withBytes("image", png.toByteArray()).withInts("label", 1)));
    PicturePreparation pictures =
        PicturePreparation.of(new PictureSize(3, 4, 3), Fit.CROP, List.of("sky", "sea"));
    Samples data = TfRecords.file(file).read(
        ExampleSchema.of().picture("image", pictures).label("label", pictures.classNames()));
    assertEquals(List.of(3, 4, 3), data.inputShape());
    assertEquals(List.of("sky", "sea"), data.classNames());
    for (int i = 0; i < 36; i++) {
      assertEquals(new float[] {0.2f, 0.4f, 0.6f}[i % 3], input(data, 0)[i]);
    }
    PicturePreparation grey = PicturePreparation.of(new PictureSize(3, 4, 1), Fit.CROP, List.of("sky", "sea"));
    assertEquals(List.of(3, 4, 1), TfRecords.file(file).read(ExampleSchema.of().picture("image", grey)).inputShape());
    TfRecords.write(file, List.of(Example.of().withText("image", "no picture")));
    String message = assertThrows(DataFormatException.class,
        () -> TfRecords.file(file).read(ExampleSchema.of().picture("image", pictures))).getMessage();
    assertTrue(
        message.startsWith(file + ": record 0, byte 0: the picture in \"image\" cannot be read: it is not an image"),
        message);
    assertThrows(IllegalArgumentException.class,
        () -> PicturePreparation.of(new PictureSize(3, 4, 2), Fit.CROP, List.of()));
  }

  @Test
  void sequencesArePadded() throws IOException {
    Path file = folder.resolve("sequences");
    Example two =
        Example.of().withInts("label", 0).withList("s", List.of(new Feature.Floats(1, 2), new Feature.Floats(3, 4)));
    Example none = Example.of().withInts("label", 1).withList("s", List.of());
    TfRecords.write(file, List.of(two, none));
    Samples data = TfRecords.file(file).read(ExampleSchema.of().sequence("s", 3, 2).label("label", 2));
    assertEquals(List.of(3, 2), data.inputShape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 0, 0}, input(data, 0));
    assertArrayEquals(new float[6], input(data, 1));
    String steps = assertThrows(RecordException.class,
        () -> TfRecords.file(file).read(ExampleSchema.of().sequence("s", 1, 2))).getMessage();
    assertTrue(steps.startsWith(file + ": record 0, byte 0: ") && steps.contains("has 2 steps, but at most 1"), steps);
    String width = assertThrows(RecordException.class,
        () -> TfRecords.file(file).read(ExampleSchema.of().sequence("s", 3, 3))).getMessage();
    assertTrue(width.contains("has 2 values in step 0, but 3 are expected"), width);
  }

  private String misfit(ExampleSchema schema, Example... examples) throws IOException {
    Path file = folder.resolve("misfit");
    TfRecords.write(file, Compression.GZIP, List.of(examples));
    RuntimeException fault = assertThrows(RuntimeException.class, () -> TfRecords.file(file).read(schema));
    assertTrue(fault instanceof DataFormatException || fault instanceof RecordException, fault::toString);
    int last = examples.length - 1;
    assertTrue(fault.getMessage().startsWith(file + ": record " + last + ", byte ")
        && fault.getMessage().contains(" of the decompressed data: "), fault.getMessage());
    return fault.getMessage();
  }

  @Test
  void whatDoesNotFitTheSchema() throws IOException {
    Example good = Example.of().withFloats("x", 1, 2).withInts("label", 0);
    ExampleSchema schema = ExampleSchema.of().input("x", 2).label("label", 3);
    assertTrue(misfit(schema, good, Example.of().withFloats("x", 1, 2))
        .contains("there is no feature \"label\"; expected one of \"x\""));
    assertTrue(misfit(schema, good, good.withFloats("x", 1)).contains("the feature \"x\" has 1 value; expected 2"));
    assertTrue(
        misfit(schema, good, good.withText("x", "1")).contains("the feature \"x\" is bytes; expected float or int64"));
    assertTrue(
        misfit(schema, good, good.withInts("label", 3)).contains("the class in \"label\" is 3; expected 0 to 2"));
    assertTrue(misfit(schema, good.withInts("label", -1)).contains("the class in \"label\" is -1; expected 0 to 2"));
    assertTrue(misfit(schema, good.withInts("label", 1L << 40)).contains("is 1099511627776; expected 0 to 2"));
    assertTrue(misfit(schema, good.withInts("label", 1, 2)).contains("the feature \"label\" has 2 values; expected 1"));
    assertTrue(misfit(schema, good.withFloats("x", 1, Float.NaN)).contains("input \"x\" has NaN as value 1"));
    assertTrue(misfit(ExampleSchema.of().rawBytes("x", 2), good.withBytes("x", new byte[3]))
        .contains("has 3 bytes; expected 2"));
    assertTrue(misfit(ExampleSchema.of().input("x", 2).label("label", List.of("a", "b")), good.withText("label", "c"))
        .contains("the feature \"label\" is \"c\"; expected one of the classes a, b"));
    assertTrue(
        misfit(ExampleSchema.of().input("x", 2).weight("w"), good.withFloats("w", -1)).contains("the weight is -1.0"));
    assertThrows(IllegalStateException.class, () -> TfRecords.file(folder).read(ExampleSchema.of()));
    assertThrows(IllegalArgumentException.class, () -> ExampleSchema.of().input("x"));
    assertThrows(IllegalArgumentException.class, () -> ExampleSchema.of().input("x", 2, 0));
    assertThrows(IllegalArgumentException.class, () -> ExampleSchema.of().input("x", 1 << 20, 1 << 20));
  }

  @Test
  void shardsAreWrittenByTurnsAndReadByPattern() throws IOException {
    Path shards = Files.createDirectory(folder.resolve("shards"));
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      examples.add(Example.of().withInts("number", i));
    }
    for (Compression kind : Compression.values()) {
      TfRecords.writeShards(shards, "train", 5, kind, examples);
      List<Long> read =
          TfRecords.folder(shards, "train-*").examples().toList().stream().map(each -> each.ints("number")[0]).toList();
      List<Long> byTurns = new ArrayList<>();
      for (int shard = 0; shard < 5; shard++) {
        for (long i = shard; i < 23; i += 5) {
          byTurns.add(i);
        }
      }
      assertEquals(byTurns, read);
    }
    assertTrue(Files.exists(shards.resolve("train-00004-of-00005")));
    String other = assertThrows(IOException.class,
        () -> TfRecords.writeShards(shards, "train", 4, Compression.NONE, examples)).getMessage();
    assertTrue(other.contains("in another number than 4"), other);
    TfRecords.writeShards(shards, "few", 3, Compression.NONE, examples.subList(0, 1));
    assertEquals(1, TfRecords.folder(shards, "few-*").examples().toList().size());
    Iterator<Example> once = examples.iterator();
    String spent = assertThrows(IOException.class,
        () -> TfRecords.writeShards(shards, "once", 2, Compression.NONE, () -> once)).getMessage();
    assertTrue(spent.contains("23 the first time and 0") && spent.contains("give a list"), spent);
    for (String bad : List.of("", ".hidden", "a/b")) {
      assertThrows(IllegalArgumentException.class,
          () -> TfRecords.writeShards(shards, bad, 2, Compression.NONE, examples));
    }
    assertThrows(IllegalArgumentException.class,
        () -> TfRecords.writeShards(shards, "none", 0, Compression.NONE, examples));
    assertThrows(IOException.class,
        () -> TfRecords.writeShards(folder.resolve("missing"), "x", 2, Compression.NONE, examples));
  }
}
