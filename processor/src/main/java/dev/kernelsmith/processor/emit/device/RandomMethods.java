package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Random numbers on devices. The keys of all streams travel among the numbers of a step, 16 bits to a float, since no float is sure to keep
 * 32 bits of any kind.
 */
final class RandomMethods {
  private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

  private RandomMethods() {}

  /** Streams that have a key, numbered from 0. */
  static int streams(@Nullable Program program) {
    return program == null ? 0
        : program.statements().stream()
            .map(s -> s.value().streams())
            .filter(streams -> !streams.isEmpty())
            .mapToInt(streams -> streams.last() + 1)
            .max()
            .orElse(0);
  }

  /** Adds the method that {@link Expr.Random} is on a device, without a loop, and with shifts that TornadoVM compiles rightly. */
  static void writeKernel(TypeSpec.Builder type) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("int key0 = (int) step.get(key) | (int) step.get(key + 1) << 16");
    code.addStatement("int key1 = (int) step.get(key + 2) | (int) step.get(key + 3) << 16");
    code.addStatement("int key2 = key0 ^ key1 ^ 0x1BD11BDA");
    code.addStatement("int x0 = sample + key0");
    code.addStatement("int x1 = element + key1");
    for (int round = 0; round < 20; round++) {
      int left = ROTATIONS[round % 8];
      code.addStatement("x0 += x1");
      code.addStatement("x1 = (x1 << $L | x1 >> $L & $L) ^ x0", left, 32 - left, (1 << left) - 1);
      if (round % 4 == 3) {
        int injection = round / 4 + 1;
        code.addStatement("x0 += key$L", injection % 3);
        code.addStatement("x1 += key$L + $L", (injection + 1) % 3, injection);
      }
    }
    code.addStatement("return (x0 >> 8 & 0xFFFFFF) * 0x1p-24f");
    type.addMethod(
        MethodSpec.methodBuilder("random")
            .addModifiers(Modifier.STATIC)
            .addJavadoc("A number of the generator Threefry-2x32-20, from 0 to 1, for a sample and an element.\n")
            .addParameter(TornadoNames.FLOAT_ARRAY, "step")
            .addParameter(int.class, "key")
            .addParameter(int.class, "sample")
            .addParameter(int.class, "element")
            .returns(float.class)
            .addCode(code.build())
            .build());
  }

  /** Adds the method that puts the key of a stream into the array {@code step}. */
  static void writeHost(TypeSpec.Builder type) {
    type.addMethod(
        MethodSpec.methodBuilder("sendKey")
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("Puts a key for random numbers among the numbers of a step, 16 bits to a float.\n")
            .addParameter(long.class, "key")
            .addParameter(int.class, "at")
            .beginControlFlow("for (int i = 0; i < $L; i++)", TornadoDialect.KEY)
            .addStatement("step.set(at + i, (float) (key >>> 16 * i & 0xFFFF))")
            .endControlFlow()
            .build());
  }
}
