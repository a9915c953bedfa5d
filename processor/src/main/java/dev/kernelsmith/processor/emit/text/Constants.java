package dev.kernelsmith.processor.emit.text;

import dev.kernelsmith.processor.ir.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a generated class that say where buffers lie; those of the class around it can be seen as well. Beside the start of a
 * buffer these are its strides, the elements from one slice, row, column, channel or sample of it to the next.
 */
public final class Constants {
  private static final List<String> DIMENSIONS = List.of("SLICE", "ROW", "COLUMN", "CHANNEL", "UNIT");

  /** Dimensions of a parameter that follow the slice, and of a value. */
  private static final int WITHOUT_SLICE = 4;

  /** The samples of a block. */
  public static final String BLOCK = "BLOCK";

  private final @Nullable Constants around;
  private final Names names;

  /** Where constants get their names; for a method, the class that it is in. */
  private final Names fields;
  private final Map<String, String> byBuffer = new HashMap<>();
  private final Map<String, Strides> strides = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  /** Names of the strides of a buffer, nothing for a stride of one element. */
  private record Strides(List<String> dimensions, String sample, Map<String, Integer> values) {}

  /**
   * No constants yet.
   *
   * @param names the fields of the class
   */
  public Constants(Names names) {
    this(null, names, names);
  }

  private Constants(@Nullable Constants around, Names names, Names fields) {
    this.around = around;
    this.names = names;
    this.fields = fields;
  }

  /** Those of a nested class. */
  public Constants nested() {
    Names inner = names.inner();
    return new Constants(this, inner, inner);
  }

  /**
   * Those of a method that takes where its buffers start as arguments.
   *
   * @param reserved names that the method has for itself
   */
  public Constants ofMethod(Iterable<String> reserved) {
    return new Constants(this, names.inner().reserve(reserved), names);
  }

  /** A new argument with the start of a buffer. */
  public String addArgument(Buffer buffer, String stem) {
    String name = names.exact(stem);
    byBuffer.put(buffer.name(), name);
    return name;
  }

  /** A new constant for a buffer. */
  public String add(Buffer buffer) {
    String name = names.exact(Names.constant(buffer.label()));
    byBuffer.put(buffer.name(), name);
    return name;
  }

  /** The constant of a buffer; that of a parameter for its gradient. */
  public String of(Buffer buffer) {
    return of(key(buffer));
  }

  private static String key(Buffer buffer) {
    return buffer.role() == Buffer.Role.GRADIENT ? buffer.owner() : buffer.name();
  }

  private String of(String buffer) {
    String name = byBuffer.get(buffer);
    return name != null ? name : Objects.requireNonNull(around, buffer).of(buffer);
  }

  /**
   * New constants for the strides of a buffer.
   *
   * @param byDimension elements between neighbours, per dimension
   * @param bySample elements between samples, at most one where there are no samples
   * @param block samples of a block, which are innermost
   */
  public void addStrides(Buffer buffer, List<Integer> byDimension, int bySample, int block) {
    String stem = byBuffer.getOrDefault(buffer.name(), Names.constant(buffer.label()));
    addStrides(stem, buffer, byDimension, bySample, block);
  }

  /**
   * The same by other names.
   *
   * @param stem what they begin with
   */
  public void addStrides(String stem, Buffer buffer, List<Integer> byDimension, int bySample, int block) {
    Map<String, Integer> values = new LinkedHashMap<>();
    String sample = stride(stem + "_SAMPLE", bySample, values);
    List<String> dimensions = new ArrayList<>();
    boolean slices = byDimension.size() > (buffer.perSample() ? WITHOUT_SLICE - 1 : WITHOUT_SLICE);
    for (int d = 0; d < byDimension.size(); d++) {
      boolean last = d == byDimension.size() - 1;
      dimensions.add(
          last && byDimension.get(d) == block && block > 1
              ? BLOCK
              : stride(stem + "_" + dimension(slices ? d : d + 1), byDimension.get(d), values));
    }
    strides.put(buffer.name(), new Strides(dimensions, sample, values));
  }

  private static String dimension(int number) {
    return number < DIMENSIONS.size() ? DIMENSIONS.get(number) : "DIMENSION" + number;
  }

  private String stride(String name, int value, Map<String, Integer> values) {
    if (value <= 1) {
      return "";
    }
    String given = fields.exact(name);
    values.put(given, value);
    return given;
  }

  /** The elements between neighbours along a dimension of a buffer: a constant, or their number where they have none. */
  public Distance stride(Buffer buffer, int dimension, int elements) {
    Strides known = strides(key(buffer));
    return known == null ? Distance.of(elements) : distance(known.dimensions().get(dimension), elements);
  }

  /** The elements between neighbouring samples of a buffer. */
  public Distance sampleStride(Buffer buffer, int elements) {
    Strides known = strides(key(buffer));
    return known == null ? Distance.of(elements) : distance(known.sample(), elements);
  }

  private Distance distance(String name, int elements) {
    return name.isEmpty() ? Distance.of(elements) : Distance.of(use(name));
  }

  private @Nullable Strides strides(String buffer) {
    Strides known = strides.get(buffer);
    return known == null && around != null ? around.strides(buffer) : known;
  }

  /** Marks a constant of this class or one around it as used. */
  public String use(String name) {
    used.add(name);
    if (around != null) {
      around.use(name);
    }
    return name;
  }

  /** Whether something uses a constant. */
  public boolean isUsed(String name) {
    return used.contains(name);
  }

  /** The strides of a buffer that are used, by their names. */
  public Map<String, Integer> usedStrides(Buffer buffer) {
    Map<String, Integer> values = new LinkedHashMap<>();
    Strides known = strides.get(buffer.name());
    if (known != null) {
      values.putAll(known.values());
    }
    values.keySet().retainAll(used);
    return values;
  }

  /** The strides of all buffers that are used, by their names. */
  public Map<String, Integer> usedStrides() {
    Map<String, Integer> values = new LinkedHashMap<>();
    strides.values().forEach(known -> values.putAll(known.values()));
    values.keySet().retainAll(used);
    return values;
  }

  /** The names of a method of the class. */
  public Names locals() {
    return names.inner();
  }
}
