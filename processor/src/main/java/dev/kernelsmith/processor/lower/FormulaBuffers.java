package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.formula.Typed;
import dev.kernelsmith.processor.formula.Typed.ValueOf;
import dev.kernelsmith.processor.ir.Buffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The buffers of a formula: those that it is given, and one for each value that it sets. */
final class FormulaBuffers implements Typed.Extra {
  /** Words at the end of names of buffers that other stages make for a buffer. */
  private static final List<String> TAKEN =
      List.of("Gradient", "Argmax", "Sum", "Parts", "Negative", "Packed", "Points");

  private final Map<String, Buffer> buffers;

  /**
   * Makes the buffers.
   *
   * @param given those of inputs and parameters, by their names in the formula
   * @param result that of the last value
   * @param owner what names of the others begin with
   * @param prefix of what follows then
   */
  FormulaBuffers(Typed typed, Map<String, Buffer> given, Buffer result, String owner, String prefix) {
    buffers = new HashMap<>(given);
    Set<String> taken = new HashSet<>();
    typed.parameters().forEach(parameter -> taken.add(capitalized(parameter.name())));
    List<ValueOf> values = typed.values();
    for (ValueOf value : values.subList(0, values.size() - 1)) {
      String name = Buffer.nameOf(owner, prefix + partName(value.name(), taken));
      buffers.put(value.name(), value(name, value.perSample(), value.bufferShape()));
    }
    buffers.put(values.getLast().name(), result);
  }

  /** The buffer of a name in the formula. */
  Buffer of(String name) {
    return buffers.get(name);
  }

  @Override
  public Buffer value(Buffer like, String word) {
    return value(Buffer.nameOf(like.name(), word), like.perSample(), like.shape());
  }

  private static Buffer value(String name, boolean perSample, List<Integer> shape) {
    return perSample ? Buffer.value(name, shape) : Buffer.ofParameters(name, shape);
  }

  @Override
  public Buffer argmax(Buffer of) {
    return new Buffer(Buffer.nameOf(of.name(), "Argmax"), Buffer.Role.ARGMAX, of.scope(), of.shape());
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The name of a value within its layer, which nothing else has. */
  private static String partName(String name, Set<String> taken) {
    String part = capitalized(name);
    boolean free = Character.isUpperCase(part.charAt(0)) && TAKEN.stream().noneMatch(part::endsWith) && taken.add(part);
    for (int i = 1; !free; i++) {
      part = "Value" + capitalized(name) + i;
      free = taken.add(part);
    }
    return part;
  }
}
