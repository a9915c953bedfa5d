package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.kernel.ProgramConstants;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.schedule.Blocked;
import dev.kernelsmith.processor.schedule.Cooperative;
import java.util.Arrays;
import java.util.List;

/** Sizes that follow from how kernels for devices are written, each a constant of the classes whose kernels use it. */
enum Size {
  LANES(16, "Samples of a vector"), GROUP(128, "Threads of a work group that adds up sums, a power of two"), PATCH(
      Blocked.PATCH,
      "Rows of a product of matrices that a thread computes, and its columns"), SLICE(Blocked.SLICE,
          "Terms of a product of matrices that are in local memory at a time"), PITCH(Blocked.SIDE + 1,
              "Floats between terms in local memory where a block has 32 rows or columns"), NARROW_PITCH(
                  Blocked.NARROW + 1,
                  "Floats between terms in local memory where a block has 16 rows or columns"), TEAM(64,
                      "Threads that compute a block of 32 x 32"), NARROW_TEAM(32,
                          "Threads that compute a block of 16 x 32"), SMALL_TEAM(16,
                              "Threads that compute a block of 16 x 16"), SHARERS(Cooperative.THREADS,
                                  "Threads that share a sample");

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
