package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of a kernel in generated code, with its costs: a line of the table that the processor writes for {@code -Akernelsmith.costs=true}.
 *
 * @param variant simple name of the class of kernels
 * @param program simple name of the class of the program in it
 * @param caller the method with the call
 * @param number which of the kernels that the method calls, from 0
 * @param kernel what it computes
 * @param flops operations of a call
 * @param bytes bytes of what it reads and writes
 */
record KernelCall(String variant, String program, String caller, int number, String kernel, long flops, long bytes) {
  private static final Pattern CALLER = Pattern.compile("(run|phase|beforePhase|behindPhase)(\\d*)(Part\\d+)?");

  /** Reads the table of a network that is compiled into this program. */
  static List<KernelCall> of(Class<?> network) {
    String name = network.getName().replaceFirst("Network$", "").replace('.', '/') + "KernelCosts.tsv";
    try (InputStream table = network.getClassLoader().getResourceAsStream(name)) {
      if (table == null) {
        throw new IllegalStateException(name + " is missing: compile with -Akernelsmith.costs=true");
      }
      return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(KernelCall::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KernelCall parse(String line) {
    String[] cells = line.split("\t");
    return new KernelCall(cells[0], cells[1], cells[2], Integer.parseInt(cells[3]), cells[4],
        Long.parseLong(cells[5]), Long.parseLong(cells[6]));
  }

  /** Where the call stands, whatever the variant: a class of kernels may inherit a program from another. */
  String place() {
    return program + "." + caller + "." + number;
  }

  /** Runs the part of the program that the call is in. */
  void run(BlockProgram code, Block block) {
    Matcher matcher = CALLER.matcher(caller);
    if (!matcher.matches()) {
      throw new IllegalStateException("unknown caller of kernels: " + caller);
    }
    int phase = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
    switch (matcher.group(1)) {
      case "beforePhase" -> code.once(phase - 1, block);
      case "behindPhase" -> code.once(phase, block);
      default -> code.run(phase - 1, block);
    }
  }
}
