package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /** One statement a line, those of a sequence under a line that says how its steps go. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    for (Sequence.Run<Statement> run : Sequence.runs(statements)) {
      if (run.steps() != null) {
        lines.add(run.steps().sequence().text(run.steps()));
      }
      run.items().forEach(s -> lines.add(run.steps() == null ? s.toString() : "  " + s));
    }
    return String.join("\n", lines);
  }
}
