package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who reads and writes each buffer, found once for a list of statements. */
public final class Uses {
  private final Map<Buffer, List<Statement>> readers = new HashMap<>();
  private final Map<Buffer, List<Statement>> writers = new HashMap<>();

  /** Looks through statements. */
  public Uses(Iterable<Statement> statements) {
    for (Statement s : statements) {
      s.buffersRead().forEach(b -> readers.computeIfAbsent(b, key -> new ArrayList<>()).add(s));
      s.buffersWritten().forEach(b -> writers.computeIfAbsent(b, key -> new ArrayList<>()).add(s));
    }
  }

  /** Statements that read a buffer, in order. */
  public List<Statement> readers(Buffer buffer) {
    return readers.getOrDefault(buffer, List.of());
  }

  /** Statements that write a buffer, in order. */
  public List<Statement> writers(Buffer buffer) {
    return writers.getOrDefault(buffer, List.of());
  }
}
