package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.lower.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the programs of one mode have for themselves in a class with task graphs: arrays, the size of their batch, and a range of the graphs.
 *
 * @param mode what the programs are for
 * @param sent arrays that are sent before they run, by their names
 * @param values floats of working memory per sample
 * @param shared floats of working memory that all samples share
 * @param results floats of a sample that a run leaves, as source
 */
record ModeArrays(Mode mode, Map<String, DeviceInterface.Sent> sent, int values, int shared, String results) {
  /** What a mode has under a name that each has for itself, {@code trainInput}. */
  static String name(Mode mode, String name) {
    return mode.program() + Names.capitalized(name);
  }

  /** The same of this mode. */
  String name(String name) {
    return name(mode, name);
  }

  /** Constant with the floats of working memory per sample. */
  String valuesConstant() {
    return constant("VALUES");
  }

  /** Constant with the floats of working memory that all samples share. */
  String sharedConstant() {
    return constant("SHARED");
  }

  private String constant(String name) {
    return mode.program().toUpperCase(Locale.ROOT) + "_" + name;
  }

  /** Whether it takes the numbers of a step. */
  boolean takesStep() {
    return mode == Mode.TRAINING;
  }

  /** Whether a network may be on a device without it: with a batch of 0. */
  boolean optional() {
    return mode == Mode.TRAINING;
  }

  /** Its working memory, which stays on the device. */
  List<String> memory() {
    List<String> memory = new ArrayList<>(List.of(name("values")));
    if (shared > 0) {
      memory.add(name("shared"));
    }
    return memory;
  }
}
