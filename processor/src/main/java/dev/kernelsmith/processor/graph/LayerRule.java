package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the graph stage must know of a kind of layer. Each kind is one class in {@code lower}, with its row in a table there. */
public interface LayerRule {
  /** The annotation that declares such a layer. */
  Class<? extends Annotation> annotation();

  /** Among named inputs: what a layer reads that names none. */
  String BEFORE = "<before>";

  /** Among named inputs: the field of this name, or what a layer reads that names none. */
  String BEFORE_OR_NAMED = "x";

  /** Gradients by inputs may have this many parts that each take code of their own. */
  long MOST_PARTS = Windows.MOST_PARTS;

  /** Whether it reads anything; what does not has no inputs. */
  default boolean readsInput() {
    return true;
  }

  /**
   * Whether one with these values reads anything.
   *
   * @param attributes the annotation's values
   */
  default boolean readsInput(Attributes attributes) {
    return readsInput();
  }

  /** The rule of a layer, by its annotation or by the {@code @Formula} on that. */
  static LayerRule of(Map<String, ? extends LayerRule> rules, String kind, @Nullable Attributes attributes) {
    LayerRule rule = rules.get(FormulaLayer.isOwnAnnotation(attributes) ? FormulaLayer.KIND : kind);
    return attributes != null && attributes.isOfEachStep() ? rule.ofEachStep() : rule;
  }

  /** The rule of such a layer applied to each step of its inputs. */
  default LayerRule ofEachStep() {
    return this;
  }

  /** What else may be wrong where a named input is none; a sentence, or nothing. */
  default String unknownInput(String name) {
    return "";
  }

  /**
   * Where a named input is named.
   *
   * @param number of the input, from 0
   */
  default @Nullable Position inputAt(Attributes attributes, int number) {
    return attributes.at("value", number);
  }

  /** Names of the layers that the annotation itself names as inputs, as {@code @Add} does; empty where it takes the layer before. */
  default List<String> namedInputs(Attributes attributes) {
    return List.of();
  }

  /**
   * Checks the formulas beside a layer's annotation: of its activation and of its initializer.
   *
   * @param layer the layer, its shape known
   * @param diagnostics takes every fault found
   */
  default void checkFormulas(LayerNode layer, Diagnostics diagnostics) {}

  /**
   * Floats the layer takes in the flat parameter array, where each row of a parameter's last axis is padded to a multiple of 16.
   *
   * @param attributes the annotation's values, accepted by {@link #shape}
   * @param inputs shapes of its inputs
   * @return the number of floats, {@link Long#MAX_VALUE} where it does not fit a long
   */
  default long parameterFloats(Attributes attributes, List<Shape> inputs) {
    return 0;
  }

  /**
   * Checks what needs no input shape: counts, sizes, strides.
   *
   * @param layer name of the layer, for messages
   * @param attributes the annotation's values
   * @param diagnostics takes every fault found
   * @return whether the values are sound, so that {@link #shape} may be asked
   */
  default boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return true;
  }

  /**
   * What the parameters demand of an input, in words: where two inputs give the same, one layer can be used for both.
   *
   * @param input shape of an input
   */
  default String parameterInput(Shape input) {
    return "shape " + input;
  }

  /**
   * Parts of the gradient by the layer's input that each take code of their own.
   *
   * @param attributes the annotation's values, accepted by {@link #shape}
   * @param inputs shapes of its inputs
   */
  default long gradientParts(Attributes attributes, List<Shape> inputs) {
    return 1;
  }

  /** The value that says how far apart the parts of {@link #gradientParts} lie. */
  default String stepName(Attributes attributes) {
    return attributes.given("stride") ? "stride" : "size";
  }

  /**
   * The shape of the output where no input shape matters, so that layers behind a fault can still be checked.
   *
   * @param attributes the annotation's values, accepted by {@link #sound}
   * @return null where the input shapes matter
   */
  default @Nullable Shape fixedShape(Attributes attributes) {
    return null;
  }

  /**
   * The shape of the output.
   *
   * @param layer name of the layer, for messages
   * @param attributes the annotation's values, accepted by {@link #sound}
   * @param inputs shapes of its inputs, at least one where it reads any
   * @param diagnostics takes every fault found
   * @return null where a fault was reported
   */
  @Nullable
  Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics);
}
