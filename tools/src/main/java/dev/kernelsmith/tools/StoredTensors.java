package dev.kernelsmith.tools;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a safetensors file in the types that they are stored in. The runtime reads, and checks, files of the types that networks have; files with others are read here.
 *
 * @param tensors by name
 * @param metadata the texts
 */
record StoredTensors(Map<String, Stored> tensors, Map<String, String> metadata) {
  private static final Set<String> KNOWN = Set.of("F64", "F32", "F16", "BF16", "I64", "I32");
  private static final Map<String, Integer> BYTES =
      Map.ofEntries(Map.entry("F64", 8), Map.entry("F32", 4), Map.entry("F16", 2), Map.entry("BF16", 2),
          Map.entry("I64", 8), Map.entry("I32", 4), Map.entry("I16", 2), Map.entry("I8", 1),
          Map.entry("U64", 8), Map.entry("U32", 4), Map.entry("U16", 2), Map.entry("U8", 1), Map.entry("BOOL", 1));
  private static final int MAX_HEADER = 100_000_000;
  private static final double TWO_TO_64 = 0x1p64;

  /**
   * A tensor.
   *
   * @param type as the file names it
   * @param count number of values
   * @param statistics null for a type whose values are not read, and for more values than an array holds
   */
  record Stored(String type, List<Integer> shape, long count, @Nullable TensorStatistics statistics) {
    /** Copies the shape. */
    Stored {
      shape = List.copyOf(shape);
    }
  }

  /**
   * Reads a file.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if it is damaged or no safetensors file
   */
  static StoredTensors read(Path file) throws IOException {
    JsonNode header = header(file);
    boolean others = header != null && header.isObject() && header.properties().stream()
        .anyMatch(entry -> !entry.getKey().equals("__metadata__") && BYTES.containsKey(type(entry.getValue()))
            && !KNOWN.contains(type(entry.getValue())));
    StoredTensors raw = others ? raw(file, header) : null;
    if (raw != null) {
      return raw;
    }
    SafetensorsFile content = Safetensors.read(file); // says what is wrong with a file that is
    Map<String, Stored> tensors = new TreeMap<>();
    content.tensors().forEach((name, tensor) -> {
      String type = header == null ? tensor.dtype().name() : type(header.path(name));
      tensors.put(name, new Stored(type.isEmpty() ? tensor.dtype().name() : type, tensor.shape(), tensor.length(),
          TensorStatistics.of(tensor)));
    });
    return new StoredTensors(tensors, new TreeMap<>(content.metadata()));
  }

  private static String type(JsonNode entry) {
    return entry.path("dtype").asText("");
  }

  /** The header; null where there is none that can be read. */
  private static @Nullable JsonNode header(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer length = read(channel, 0, Long.BYTES);
      long bytes = length.getLong(0);
      return bytes < 2 || bytes > Math.min(MAX_HEADER, channel.size() - Long.BYTES) ? null
          : new ObjectMapper()
              .readTree(new String(read(channel, Long.BYTES, (int) bytes).array(), StandardCharsets.UTF_8));
    } catch (JacksonException | EOFException e) {
      return null; // the runtime's reader says what is wrong
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException("the file ends early");
      }
    }
    return buffer;
  }

  /** The tensors of any type; null where the header does not describe the file. */
  private static @Nullable StoredTensors raw(Path file, JsonNode header) throws IOException {
    Map<String, Stored> tensors = new TreeMap<>();
    Map<String, String> metadata = new TreeMap<>();
    try (FileChannel channel = FileChannel.open(file)) {
      long data = Long.BYTES + read(channel, 0, Long.BYTES).getLong(0);
      for (Map.Entry<String, JsonNode> entry : header.properties()) {
        if (entry.getKey().equals("__metadata__")) {
          entry.getValue().properties().forEach(text -> metadata.put(text.getKey(), text.getValue().asText()));
          continue;
        }
        Stored tensor = stored(channel, data, entry.getValue());
        if (tensor == null) {
          return null;
        }
        tensors.put(entry.getKey(), tensor);
      }
    }
    return new StoredTensors(tensors, metadata);
  }

  private static @Nullable Stored stored(FileChannel channel, long data, JsonNode entry) throws IOException {
    List<Integer> shape = new ArrayList<>();
    long count = 1;
    for (JsonNode extent : entry.path("shape")) {
      if (!extent.canConvertToInt() || extent.asInt() < 0 || count > Long.MAX_VALUE / Math.max(1, extent.asInt())) {
        return null;
      }
      shape.add(extent.asInt());
      count *= extent.asInt();
    }
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    int size = BYTES.getOrDefault(type(entry), 0);
    if (begin < 0 || end < begin || end > channel.size() - data || size > 0 && (end - begin) / size != count) {
      return null;
    }
    boolean readable = size > 0 && end - begin <= Integer.MAX_VALUE - Long.BYTES;
    TensorStatistics statistics = readable
        ? TensorStatistics.of((int) count, values(type(entry), read(channel, data + begin, (int) (end - begin))))
        : null;
    return new Stored(type(entry), shape, count, statistics);
  }

  private static IntToDoubleFunction values(String type, ByteBuffer bytes) {
    return switch (type) {
      case "F64" -> at -> bytes.getDouble(8 * at);
      case "F32" -> at -> bytes.getFloat(4 * at);
      case "F16" -> at -> Float.float16ToFloat(bytes.getShort(2 * at));
      case "BF16" -> at -> Float.intBitsToFloat(bytes.getShort(2 * at) << 16);
      case "I64" -> at -> bytes.getLong(8 * at);
      case "U64" -> at -> bytes.getLong(8 * at) + (bytes.getLong(8 * at) < 0 ? TWO_TO_64 : 0);
      case "I32" -> at -> bytes.getInt(4 * at);
      case "U32" -> at -> Integer.toUnsignedLong(bytes.getInt(4 * at));
      case "I16" -> at -> bytes.getShort(2 * at);
      case "U16" -> at -> Short.toUnsignedInt(bytes.getShort(2 * at));
      case "I8" -> at -> bytes.get(at);
      default -> at -> Byte.toUnsignedInt(bytes.get(at)); // U8 and BOOL
    };
  }
}
