package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the method of a kernel for a device writes out, and how much code that is.
 *
 * @param axes the innermost reduced axes of a sum that make no loops: a pipeline runs them in one go
 * @param code of the method, in accesses to arrays
 */
public record WrittenOut(Set<Axis> axes, long code) {
  /** Most terms of a sum that are written out. */
  private static final int MOST_TERMS = 64;

  /** Most code of them, in accesses to arrays. */
  private static final int MOST_CODE = 300;

  /** Code of a random number, in accesses to arrays. */
  private static final int RANDOM_NUMBER = 100;

  /** Operations whose code is that of an access to an array: about 14 bytecodes. */
  private static final int OPERATIONS = 3;

  /** Largest window that a maximum writes out. */
  private static final int MOST_OF_MAXIMUM = 9;

  /** Of a kernel on a kind of device. */
  public static WrittenOut of(Kernel kernel, DeviceSchedule schedule) {
    Set<Axis> axes = schedule == DeviceSchedule.FPGA ? window(kernel) : Set.of();
    long times = isWrittenOut(kernel.main()) ? Axis.iterations(kernel.reduced()) : 1;
    for (Axis axis : axes) {
      times *= axis.extent();
    }
    long code = 0;
    for (Statement s : kernel.statements()) {
      code += code(s) * tile(kernel) * (kernel.reductions().contains(s) ? times : 1);
    }
    return new WrittenOut(axes, code);
  }

  /** Whether a statement is a maximum whose window is written out. */
  public static boolean isWrittenOut(Statement main) {
    return main.reduction() == Reduction.MAX && main.guards().isEmpty()
        && Axis.iterations(main.reducedAxes()) <= MOST_OF_MAXIMUM;
  }

  private static Set<Axis> window(Kernel kernel) {
    Set<Axis> window = new LinkedHashSet<>();
    Statement main = kernel.main();
    if (main.reduction() == Reduction.SUM && main.guards().isEmpty()) {
      int terms = kernel.accumulators();
      for (Axis axis : kernel.reduced().reversed()) {
        terms *= axis.extent();
        if (terms > MOST_TERMS || terms * code(main) > MOST_CODE) {
          break;
        }
        window.add(axis);
      }
    }
    return window;
  }

  private static int tile(Kernel kernel) {
    return kernel.accumulators() / kernel.reductions().size();
  }

  /** Code for one element: what stands in several places of an expression is computed once. */
  private static long code(Statement s) {
    return 1 + s.value().reads().size() + (long) RANDOM_NUMBER * s.value().streams().size()
        + operations(s.value(), new HashSet<>()) / OPERATIONS;
  }

  private static int operations(Expr e, Set<Expr> counted) {
    return e.children().isEmpty() || !counted.add(e)
        ? 0
        : 1 + e.children().stream().mapToInt(child -> operations(child, counted)).sum();
  }
}
