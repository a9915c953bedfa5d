package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The array {@code step}: the numbers that change from step to step, which a device would otherwise take for constants. First come the
 * factors of the update, then the keys of random numbers, then what the program's kernels take from outside, and last the loss
 * gradients of the samples, those of one loss behind those of another.
 *
 * @param factors names of the factors
 * @param streams streams of random numbers, numbered from 0
 * @param scalars numbers that all samples share, fields of a block
 */
record StepArray(List<String> factors, int streams, List<String> scalars) {
  /** Constant with the start of the loss gradients. */
  static final String LOSS_GRADIENTS = "START_OF_LOSS_GRADIENTS";

  /** Where the loss gradients of a loss start. */
  static String lossGradients(int loss, String batch) {
    return LOSS_GRADIENTS + behind(loss, batch);
  }

  private static String behind(int loss, String batch) {
    return switch (loss) {
      case 0 -> "";
      case 1 -> " + " + batch;
      default -> " + " + loss + " * " + batch;
    };
  }

  /** That of a network. */
  static StepArray of(TornadoUpdate update, @Nullable Program training) {
    return of(update.code().factors(), training);
  }

  /** That of a program with an update that takes these factors. */
  static StepArray of(List<String> factors, @Nullable Program program) {
    return new StepArray(factors, RandomMethods.streams(program), scalars(program));
  }

  /** The numbers that a program's kernels take from outside, in order of appearance. */
  private static List<String> scalars(@Nullable Program program) {
    return program == null ? List.of()
        : program.statements().stream()
            .flatMap(s -> s.value().scalars().stream())
            .map(Expr.Scalar::name)
            .distinct()
            .toList();
  }

  /** Floats in front of the loss gradients. */
  int shared() {
    return factors.size() + TornadoDialect.KEY * streams + scalars.size();
  }

  /** Constants of the kernels, with the values that they have. */
  Map<String, Integer> constants() {
    Map<String, Integer> constants = new LinkedHashMap<>();
    for (int f = 0; f < factors.size(); f++) {
      constants.put(TornadoDialect.constant(factors.get(f)), f);
    }
    for (int stream = 0; stream < streams; stream++) {
      constants.put(TornadoDialect.key(stream), factors.size() + TornadoDialect.KEY * stream);
    }
    for (int i = 0; i < scalars.size(); i++) {
      constants.put(TornadoDialect.constant(scalars.get(i)), shared() - scalars.size() + i);
    }
    constants.put(LOSS_GRADIENTS, shared());
    return constants;
  }

  /** Statements that fill the array {@code this.step} from the factors and {@code block}, which has so many losses. */
  CodeBlock send(int losses) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int f = 0; f < factors.size(); f++) {
      String name = factors.get(f);
      code.addStatement("this.step.set($L, $L)", f, name.equals("learningRate") ? name : "(float) " + name);
    }
    for (int stream = 0; stream < streams; stream++) {
      code.addStatement("sendKey($T.key(block.seed, step, $L), $L)", RuntimeNames.THREEFRY, stream,
          factors.size() + TornadoDialect.KEY * stream);
    }
    for (int i = 0; i < scalars.size(); i++) {
      code.addStatement("this.step.set($L, block.$L)", shared() - scalars.size() + i, scalars.get(i));
    }
    for (int loss = 0; loss < losses; loss++) {
      code.addStatement(
          "copy(block.lossGradients[$L], 0, this.step, FACTORS$L)", loss, behind(loss, "trainBatch"));
    }
    return code.build();
  }
}
