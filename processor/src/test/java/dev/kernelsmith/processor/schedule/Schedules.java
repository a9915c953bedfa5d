package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.lower.Parameter.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Schedules of programs that belong to no network. */
public final class Schedules {
  /** What the CPU has, by name. */
  public static final Map<String, Target> CPU = new TreeMap<>(
      Map.of(
          "Scalar", Target.scalar(),
          "Block32", Target.vectorBlock(32),
          "Block16", Target.vectorBlock(16),
          "Single32", Target.vectorSingle(32),
          "Single16", Target.vectorSingle(16),
          "BlockPieces", Target.vectorBlock(16).with(PieceUse.EVERYWHERE),
          "SinglePieces", Target.vectorSingle(32).with(PieceUse.EVERYWHERE),
          "BlockWinograd", Target.vectorBlock(32).with(WinogradUse.EVERYWHERE),
          "SingleWinograd", Target.vectorSingle(16).with(WinogradUse.EVERYWHERE)));

  /** What there is, by name. */
  public static final Map<String, Target> TARGETS = new TreeMap<>(CPU);

  static {
    TARGETS.put("Device", Target.device(DeviceSchedule.GPU));
    TARGETS.put("Processor", Target.device(DeviceSchedule.CPU));
  }

  /** Samples of a batch that the interpreter runs. */
  private static final int SAMPLES = 3;

  private Schedules() {}

  /** All parameters that a program reads or has gradients of, one after another. */
  public static ParameterLayout parameters(Program program) {
    Map<Buffer, Integer> offsets = new LinkedHashMap<>();
    int next = 0;
    Set<String> names = new TreeSet<>();
    for (Buffer b : program.buffers()) {
      boolean gradient = b.role() == Role.GRADIENT;
      if (gradient || b.role() == Role.PARAMETER) {
        String name = gradient ? b.owner() : b.name();
        if (names.add(name)) {
          offsets.put(Buffer.of(name, Role.PARAMETER, b.shape()), next);
          next += b.elements() / b.shape().getLast() * Target.padded(b.shape().getLast());
        }
      }
    }
    Span all = new Span(new Parameter.Group.Trained(true), 0, Target.padded(Math.max(1, next)));
    return new ParameterLayout(offsets, List.of(all));
  }

  /** The schedule of a program. */
  public static ScheduledProgram of(Program program, Target target) {
    return NetworkScheduler.schedule(program, target, parameters(program));
  }

  /** Random values for all that a program is given. */
  public static Tensors given(Program program, int samples, Random random) {
    Tensors tensors = new Tensors(samples).putRandom(5, 3);
    for (Buffer b : program.buffers()) {
      switch (b.role()) {
        case INPUT, TARGET, PARAMETER ->
            tensors.put(b, random.doubles(tensors.length(b), -1, 1).toArray());
        case LOSS_GRADIENT -> {
          double[] lossGradients = new double[samples];
          Arrays.fill(lossGradients, 1.0 / samples);
          tensors.put(b, lossGradients);
        }
        default -> {}
      }
    }
    return tensors;
  }

  /** What is handed out differently by two programs that are given the same; empty where they do the same. */
  public static List<String> differences(Program before, Program after, long seed) {
    Tensors expected = given(before, SAMPLES, new Random(seed));
    Interpreter.run(before, expected);
    Tensors found = given(before, SAMPLES, new Random(seed));
    Set<Buffer> own = new HashSet<>(after.buffers());
    own.removeAll(before.buffers());
    own.stream().filter(b -> b.role() == Role.LOSS_GRADIENT).forEach(
        b -> found.put(b, 1.0 / SAMPLES, 1.0 / SAMPLES, 1.0 / SAMPLES));
    Interpreter.run(after, found);
    List<String> differences = new ArrayList<>();
    for (Buffer b : before.buffers()) {
      boolean handedOut = b.role() == Role.OUTPUT || b.role() == Role.LOSS || b.role() == Role.GRADIENT;
      if (handedOut && !close(expected.get(b), found.get(b))) {
        differences.add(b + ": " + Arrays.toString(expected.get(b)) + ", then " + Arrays.toString(found.get(b)));
      }
    }
    return differences;
  }

  private static boolean close(double[] some, double[] others) {
    double largest = Arrays.stream(some).map(Math::abs).max().orElse(0);
    for (int i = 0; i < some.length; i++) {
      boolean near = Math.abs(some[i] - others[i]) <= 1e-9 * Math.max(1, largest);
      if (!near && Double.doubleToLongBits(some[i]) != Double.doubleToLongBits(others[i])) {
        return false;
      }
    }
    return true;
  }
}
