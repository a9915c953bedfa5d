package dev.kernelsmith.data.tfrecords;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Examples as bytes, by the wire format of protocol buffers written out. */
class ExampleTest {
  private static byte[] of(Object... parts) {
    return Bytes.of(out -> {
      for (Object part : parts) {
        if (part instanceof byte[] bytes) {
          out.put(bytes);
        } else if (part instanceof String text) {
          out.put(text);
        } else {
          out.put((Integer) part);
        }
      }
    });
  }

  private static byte[] field(int number, Object... parts) {
    return Bytes.of(out -> out.field(number, of(parts)));
  }

  /** An example with one feature: fields 1 (features), 1 (an entry of the map), 1 (its key) and 2 (its value). */
  private static byte[] feature(String name, Object... value) {
    return field(1, field(1, field(1, name), field(2, value)));
  }

  private static String fault(byte[] message) {
    return assertThrows(DataFormatException.class, () -> Example.parse(message)).getMessage();
  }

  @Test
  void numbersPackedAndNot() {
    byte[] two = {0, 0, (byte) 0xc0, 0x3f, 0, 0, 0, (byte) 0xc0}; // 1.5 and -2
    assertArrayEquals(new float[] {1.5f, -2}, Example.parse(feature("x", field(2, field(1, two)))).floats("x"));
    byte[] apart = of(0x0d, Arrays.copyOf(two, 4), 0x0d, Arrays.copyOfRange(two, 4, 8));
    assertArrayEquals(new float[] {1.5f, -2}, Example.parse(feature("x", field(2, apart))).floats("x"));
    byte[] minusOne = of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1);
    assertArrayEquals(new long[] {300, -1},
        Example.parse(feature("n", field(3, field(1, 0xac, 2, minusOne)))).ints("n"));
    assertArrayEquals(new long[] {300, -1},
        Example.parse(feature("n", field(3, 0x08, 0xac, 2, 0x08, minusOne))).ints("n"));
    byte[] mixed = of(0x08, 7, field(1, 8, 9), 0x08, 10);
    assertArrayEquals(new long[] {7, 8, 9, 10}, Example.parse(feature("n", field(3, mixed))).ints("n"));
    assertArrayEquals(new float[] {7, 8, 9, 10}, Example.parse(feature("n", field(3, mixed))).floats("n"));
  }

  @Test
  void stringsOfBytes() {
    Example example = Example.parse(feature("t", field(1, field(1, "rosé"), field(1))));
    assertArrayEquals("rosé".getBytes(StandardCharsets.UTF_8), example.bytes("t").getFirst());
    assertEquals(0, example.bytes("t").get(1).length);
    assertEquals("rosé", Example.parse(feature("t", field(1, field(1, "rosé")))).text("t"));
  }

  @Test
  void whatProtocolBuffersAllow() {
    byte[] unknown = of(0x78, 5, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x7d, 1, 2, 3, 4, field(15, "abc"), 0x7b, 0x08, 1, 0x7c);
    byte[] one = field(3, field(1, 1));
    byte[] more = feature("n", unknown, one, unknown);
    assertArrayEquals(new long[] {1}, Example.parse(of(unknown, more, unknown)).ints("n"));
    assertArrayEquals(new long[] {2},
        Example.parse(of(feature("n", one), feature("n", field(3, field(1, 2))))).ints("n"), "the last of equal keys");
    assertArrayEquals(new long[] {1, 2},
        Example.parse(feature("n", one, field(3, field(1, 2)))).ints("n"), "equal fields are merged");
    assertEquals("float", Example.parse(feature("n", one, field(2))).feature("n").type(), "the last kind counts");
    assertEquals(0, Example.parse(feature("n")).feature("n").size());
    assertEquals(Example.of(), Example.parse(new byte[0]));
    assertEquals(0, Example.parse(field(1, field(1))).bytes("").size(), "key and value may be missing");
  }

  @Test
  void sequenceExamples() {
    byte[] step = field(1, field(3, field(1, 5)));
    byte[] lists = field(2, field(1, field(1, "s"), field(2, step, field(1, field(3, field(1, 6, 7))))));
    Example example = Example.parse(of(feature("n", field(3, field(1, 1))), lists));
    assertArrayEquals(new long[] {1}, example.ints("n"));
    assertArrayEquals(new float[][] {{5}, {6, 7}}, example.steps("s"));
    assertEquals(example, Example.parse(example.toBytes()));
    assertEquals("example with n: int64 1, s: 2 steps", example.toString());
  }

  @Test
  void writtenAsTensorFlowWrites() {
    assertArrayEquals(feature("n", field(3, field(1, 0xac, 2))), Example.of().withInts("n", 300).toBytes());
    assertArrayEquals(feature("x", field(2, field(1, 0, 0, 0xc0, 0x3f))),
        Example.of().withFloats("x", 1.5f).toBytes());
    assertArrayEquals(feature("t", field(1, field(1, "ab"))), Example.of().withText("t", "ab").toBytes());
  }

  @Test
  void whatIsWrittenIsRead() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Example example = Example.of();
      for (int feature = random.nextInt(5); feature > 0; feature--) {
        String name = random.ints(random.nextInt(4), 'a', 'z').collect(StringBuilder::new,
            StringBuilder::appendCodePoint, StringBuilder::append) + "ü";
        int size = random.nextInt(20);
        example = switch (random.nextInt(3)) {
          case 0 ->
              example.with(name, new Feature.Ints(random.longs(size).map(i -> i >> random.nextInt(64)).toArray()));
          case 1 -> {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
              values[i] = Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
            }
            yield example.with(name, new Feature.Floats(values));
          }
          default -> {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            yield example.withBytes(name, bytes, new byte[0]);
          }
        };
      }
      Example again = Example.parse(example.toBytes());
      assertEquals(example, again);
      assertEquals(example.hashCode(), again.hashCode());
      assertEquals(example.toString(), again.toString());
    }
  }

  @Test
  void anyDamageIsAMessage() {
    byte[] sound = Example.of().withInts("n", 1, 300).withFloats("x", 1, 2).withText("t", "text")
        .withList("s", List.of(new Feature.Ints(1))).toBytes();
    Random random = new Random(2);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = Arrays.copyOf(sound, random.nextBoolean() ? sound.length : random.nextInt(sound.length + 1));
      for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        Example.parse(Example.parse(damaged).toBytes());
      } catch (DataFormatException expected) {
        assertTrue(expected.getMessage().startsWith("an example: byte "), expected::getMessage);
      }
    }
  }

  @Test
  void faultsSayWhere() {
    assertEquals(
        "an example: byte 2: there are 9 bytes to come, but 0 are left; expected what fits into the record; write the file again, or use another one",
        fault(of(0x0a, 9)));
    assertTrue(fault(of(0x0a)).contains("byte 1: a number is cut off"));
    assertTrue(
        fault(of(0x0a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1)).contains("more than 10 bytes"));
    assertTrue(fault(of(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1))
        .contains("there are 18446744073709551615 bytes to come"));
    assertTrue(fault(of(0x08, 1)).contains("the features is a varint; expected a string of bytes"));
    assertTrue(fault(of(0x02, 1)).contains("there is no field 0 of type 2"));
    assertTrue(fault(of(0x0f, 1)).contains("there is no field 1 of type 7"));
    assertTrue(fault(of(0x7c)).contains("a group ends that has not begun"));
    byte[] groups = new byte[300];
    Arrays.fill(groups, (byte) 0x7b);
    assertTrue(fault(groups).contains("more than 100 groups in groups"));
    assertTrue(fault(feature("x", field(2, 0x08, 1))).contains(
        "a value of the float feature \"x\" is a varint; expected 4 bytes"));
    assertTrue(fault(feature("x", field(2, field(1, 1, 2, 3)))).contains("have 3 bytes; expected a multiple of 4"));
    assertTrue(fault(feature("n", field(3, 0x0d, 1, 2, 3, 4))).contains(
        "a value of the int64 feature \"n\" is 4 bytes; expected a varint"));
    assertTrue(fault(feature("t", field(1, 0x08, 1))).contains(
        "a value of the bytes feature \"t\" is a varint; expected a string of bytes"));
    assertTrue(fault(field(1, field(1, field(1, 0xff)))).contains("the name of a feature is no text; expected UTF-8"));
  }

  @Test
  void valuesThatAreNotThere() {
    Example example = Example.of().withInts("n", 1 << 24, (1 << 24) + 1).withText("t", "x").withFloats("x", 1, 2);
    String missing = assertThrows(DataFormatException.class, () -> example.ints("m")).getMessage();
    assertTrue(missing.contains("there is no feature \"m\"; expected one of \"n\", \"t\", \"x\""), missing);
    String type = assertThrows(DataFormatException.class, () -> example.ints("x")).getMessage();
    assertTrue(type.contains("the feature \"x\" is float; expected int64"), type);
    String large = assertThrows(DataFormatException.class, () -> example.floats("n")).getMessage();
    assertTrue(large.contains("the int64 feature \"n\" has 16777217 as value 1"), large);
    assertThrows(DataFormatException.class, () -> Example.of().withInts("n", Long.MIN_VALUE).floats("n"));
    assertThrows(DataFormatException.class, () -> example.floats("t"));
    assertThrows(DataFormatException.class, () -> example.bytes("n"));
    assertThrows(DataFormatException.class, () -> example.steps("s"));
    assertThrows(DataFormatException.class, () -> example.withBytes("t", new byte[] {-1}).text("t"));
    assertThrows(DataFormatException.class, () -> example.withBytes("t", new byte[1], new byte[1]).text("t"));
    assertThrows(NullPointerException.class, () -> example.withText("t", null));
    assertThrows(NullPointerException.class, () -> example.with("t", null));
  }
}
