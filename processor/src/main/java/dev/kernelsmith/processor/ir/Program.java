package dev.kernelsmith.processor.ir;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Statements in order of execution.
 *
 * @param name what the program does
 * @param statements the statements
 */
public record Program(String name, List<Statement> statements) {
  /** Copies the list. */
  public Program {
    statements = List.copyOf(statements);
  }

  /** Every buffer read or written, in order of appearance. */
  public Set<Buffer> buffers() {
    Set<Buffer> all = new LinkedHashSet<>();
    for (Statement s : statements) {
      all.addAll(s.buffersRead());
      all.addAll(s.buffersWritten());
    }
    return all;
  }

  /** One statement a line. */
  @Override
  public String toString() {
    return statements.stream().map(Statement::toString).collect(Collectors.joining("\n"));
  }
}
