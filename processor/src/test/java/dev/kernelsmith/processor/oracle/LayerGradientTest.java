package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.DropoutUnit;
import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.annotations.PoolType;
import dev.kernelsmith.processor.graph.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The derived gradients of every layer and activation, by parameters and by inputs: full Jacobians of tiny shapes. */
class LayerGradientTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void convolution(long seed) {
    Random random = new Random(seed);
    RandomWindows windows = RandomWindows.of(random, false);
    int groups = 1 + random.nextInt(2);
    Map<String, Object> attributes = new HashMap<>(windows.values("kernel"));
    attributes.put("filters", groups * (1 + random.nextInt(2)));
    attributes.put("groups", groups);
    attributes.put("bias", random.nextBoolean());
    Shape image = windows.image(groups * (1 + random.nextInt(2)));
    GradientCheck.jacobian(LayerFixture.of("Conv2D", attributes, image), random);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pooling(long seed) {
    Random random = new Random(seed);
    RandomWindows windows = RandomWindows.of(random, true, true);
    Map<String, Object> attributes = new HashMap<>(windows.values("size"));
    attributes.put("type", PoolType.values()[random.nextInt(3)]);
    attributes.put("p", 1 + random.nextInt(4));
    attributes.put("ceiling", true);
    attributes.put("countPadding", random.nextBoolean());
    GradientCheck.jacobian(LayerFixture.of("Pool", attributes, windows.image(1 + random.nextInt(2))), random);
  }

  @Test
  void poolingWithoutAStrideDoesNotOverlap() {
    for (PoolType type : PoolType.values()) {
      Map<String, ?> attributes = Map.of("size", List.of(2), "type", type);
      GradientCheck.jacobian(LayerFixture.of("Pool", attributes, Shape.of(4, 5, 2)), new Random(3));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void dense(Activation activation) {
    Random random = new Random(5);
    Map<String, ?> with = Map.of("units", 3, "activation", activation);
    Map<String, ?> without = Map.of("units", 4, "activation", activation, "bias", false);
    GradientCheck.jacobian(LayerFixture.of("Dense", with, Shape.of(5)), random);
    GradientCheck.jacobian(LayerFixture.of("Dense", without, Shape.of(1)), random);
    GradientCheck.jacobian(LayerFixture.of("Dense", with, Shape.of(2, 3, 2)), random);
    GradientCheck.jacobian(LayerFixture.of("Dense", Map.of("units", 1, "activation", activation), Shape.of(3)), random);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activationOfAConvolution(Activation activation) {
    Random random = new Random(6);
    Map<String, ?> attributes =
        Map.of("filters", 3, "kernel", List.of(2), "padding", Padding.SAME, "activation", activation);
    GradientCheck.jacobian(LayerFixture.of("Conv2D", attributes, Shape.of(3, 2, 2)), random);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activationOfAPooling(Activation activation) {
    for (PoolType type : PoolType.values()) {
      Random random = new Random(7);
      Map<String, ?> attributes =
          Map.of("size", List.of(2, 3), "stride", List.of(1, 2), "type", type, "activation", activation);
      GradientCheck.jacobian(LayerFixture.of("Pool", attributes, Shape.of(3, 5, 2)), random);
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void addition(Activation activation) {
    Random random = new Random(8);
    Map<String, ?> two = Map.of("value", List.of("x0", "x1"), "activation", activation);
    GradientCheck.jacobian(LayerFixture.of("Add", two, Shape.of(2, 2, 3), Shape.of(2, 2, 3)), random);
    Map<String, ?> three = Map.of("value", List.of("x0", "x1", "x2"), "activation", activation);
    GradientCheck.jacobian(LayerFixture.of("Add", three, Shape.of(4), Shape.of(4), Shape.of(4)), random);
  }

  /** The same numbers are left out again in the backward pass. */
  @ParameterizedTest
  @EnumSource(DropoutUnit.class)
  void dropout(DropoutUnit each) {
    Map<String, ?> attributes = Map.of("rate", 0.4f, "each", each);
    GradientCheck.jacobian(LayerFixture.of("Dropout", attributes, Shape.of(3, 2, 4)), new Random(10));
  }

  @Test
  void concatenation() {
    Random random = new Random(9);
    Map<String, ?> two = Map.of("value", List.of("x0", "x1"));
    GradientCheck.jacobian(LayerFixture.of("Concat", two, Shape.of(2, 3, 1), Shape.of(2, 3, 4)), random);
    Map<String, ?> three = Map.of("value", List.of("x0", "x1", "x2"));
    GradientCheck.jacobian(LayerFixture.of("Concat", three, Shape.of(4), Shape.of(1), Shape.of(4)), random);
  }
}
