package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.kernel.ProgramConstants;
import dev.kernelsmith.processor.emit.text.Constants;
import java.util.Arrays;
import java.util.List;

/** Sizes that follow from how kernels for devices are written, each a constant of the classes whose kernels use it. */
enum Size {
  LANES(16, "Samples of a vector"), GROUP(128, "Threads of a work group that adds up sums, a power of two"), SIDE(32,
      "Rows of a product of matrices that a work group computes, and its columns"), PATCH(4,
          "Rows of a product of matrices that a thread computes, and its columns"), SLICE(16,
              "Terms of a product of matrices that are in local memory at a time"), ROW_OF_THREADS(
                  SIDE.value / PATCH.value, "Threads beside each other in a product of matrices"), THREADS(
                      ROW_OF_THREADS.value * ROW_OF_THREADS.value, "Threads of a work group that multiplies matrices");

  private final int value;
  private final String comment;

  Size(int value, String comment) {
    this.value = value;
    this.comment = comment;
  }

  int value() {
    return value;
  }

  /** Its name, in a class with these constants. */
  String in(Constants constants) {
    return constants.use(name());
  }

  /** What the constants are called. */
  static List<String> names() {
    return Arrays.stream(values()).map(Size::name).toList();
  }

  /** Adds fields for those that are used. */
  static void write(TypeSpec.Builder type, Constants constants) {
    for (Size size : values()) {
      if (constants.isUsed(size.name())) {
        type.addField(ProgramConstants.constant(size.name(), size.value, size.comment + ".\n"));
      }
    }
  }
}
