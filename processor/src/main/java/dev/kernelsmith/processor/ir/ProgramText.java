package dev.kernelsmith.processor.ir;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Programs as text for people: the buffers, then the statements. */
public final class ProgramText {
  private ProgramText() {}

  /** A program. */
  public static String of(Program program) {
    StringBuilder text = new StringBuilder("program " + program.name() + "\n");
    buffers(program.buffers(), text);
    statements(program.statements(), "", text);
    return text.toString();
  }

  /** Buffers, one a line: name, shape, scope and role. */
  public static void buffers(Collection<Buffer> buffers, StringBuilder text) {
    text.append("\nbuffers\n");
    for (Buffer b : buffers) {
      text.append("  ").append(line(b)).append('\n');
    }
  }

  /** Name, shape, scope and role of a buffer. */
  public static String line(Buffer b) {
    return String.format(
        Locale.ROOT, "%s %s  %s %s", b.label(), b.shape(), b.scope().name().toLowerCase(Locale.ROOT),
        b.role().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  /** Statements, one a line, each below its label where that is another one than before. */
  public static void statements(List<Statement> statements, String indent, StringBuilder text) {
    String label = "";
    for (Statement s : statements) {
      if (!s.label().equals(label)) {
        label = s.label();
        text.append('\n').append(indent).append(label).append('\n');
      }
      text.append(indent).append("  ").append(s).append('\n');
    }
  }
}
