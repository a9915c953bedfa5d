package dev.kernelsmith.processor.read;

import dev.kernelsmith.annotations.InputType;
import dev.kernelsmith.annotations.LossFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The methods with a parameter for each input or output that the network class gets, where there are several. */
public final class TypedSignatures {
  private static final String DATASET = "dev.kernelsmith.runtime.data.Dataset";

  private TypedSignatures() {}

  /** Whether there are methods with a parameter for each input: one input of floats is what every network's methods take. */
  public static boolean ofInputs(int inputs, boolean ints) {
    return inputs > 1 || ints;
  }

  /**
   * Names of the methods, and the types of their parameters.
   *
   * @param inputs declared as fields
   * @param layers of the class
   */
  static Map<String, List<String>> of(List<InputDeclaration> inputs, List<LayerDeclaration> layers) {
    List<String> types = new ArrayList<>();
    for (InputDeclaration input : inputs) {
      boolean ints = input.attributes() != null && input.attributes().text("type").equals(InputType.INT.name());
      types.add(ints ? "int[]" : "float[]");
    }
    if (types.isEmpty()) {
      types.add("float[]");
    }
    long trained = layers.stream().filter(layer -> layer.loss() != null).count();
    boolean severalInputs = ofInputs(types.size(), types.getFirst().startsWith("int"));
    boolean severalOutputs = trained + layers.stream().filter(layer -> layer.output() != null).count() > 1;
    Map<String, List<String>> methods = new LinkedHashMap<>();
    if (severalInputs) {
      List.of("predict", "logits", "classify", "classifyPositions", "inspect")
          .forEach(name -> methods.put(name, types));
      methods.put("topK", Stream.concat(types.stream(), Stream.of("int")).toList());
    }
    if (severalOutputs) {
      methods.put("outputs", types);
    }
    if (severalInputs || severalOutputs) {
      long compared = layers.stream().filter(layer -> layer.loss() != null && isCompared(layer.loss())).count();
      methods.put("dataset", Collections.nCopies(types.size() + (int) compared, DATASET));
    }
    return methods;
  }

  /** Whether a loss has targets. */
  private static boolean isCompared(Attributes loss) {
    FormulaLayer formula = FormulaUse.LOSS.in(loss);
    return formula == null ? !loss.text("value").equals(LossFunction.TRIPLET.name()) : formula.readsTarget();
  }
}
