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
    statements.forEach(this::add);
  }

  /** Adds a statement behind the others. */
  public void add(Statement s) {
    s.buffersRead().forEach(b -> readers.computeIfAbsent(b, key -> new ArrayList<>()).add(s));
    s.buffersWritten().forEach(b -> writers.computeIfAbsent(b, key -> new ArrayList<>()).add(s));
  }

  /** Takes a statement out. */
  public void remove(Statement s) {
    s.buffersRead().forEach(b -> readers(b).remove(s));
    s.buffersWritten().forEach(b -> writers(b).remove(s));
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
