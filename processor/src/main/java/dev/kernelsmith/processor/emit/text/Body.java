package dev.kernelsmith.processor.emit.text;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.text.Value.Binding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a method, written when it is complete: a local that is used only once, in the same block, is not declared but written where it
 * is used. But for an index, it stays before every statement that may change what it is made of.
 */
public final class Body implements Lines {
  private enum Kind {
    LOCAL, STATEMENT, OPEN, OTHERWISE, CLOSE
  }

  private record Line(Kind kind, String text, @Nullable String name, @Nullable Value value) {
    static Line of(Kind kind, String text) {
      return new Line(kind, text, null, null);
    }

    Line replacing(String local, Value by) {
      String other = replaced(text, local, by.text());
      return value == null
          ? of(kind, other)
          : new Line(kind, other, name,
              new Value(replaced(value.text(), local, by.text()), value.vector(), value.binding()));
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final boolean selects;

  /** A body whose choices may compute what they choose. */
  public Body() {
    this(false);
  }

  private Body(boolean selects) {
    this.selects = selects;
  }

  /** A body for a device: what is loaded or called stays before a choice, which then selects a value and does not branch. */
  public static Body ofDevice() {
    return new Body(true);
  }

  @Override
  public void line(String statement) {
    lines.add(Line.of(Kind.STATEMENT, statement));
  }

  @Override
  public void declare(String type, String name, Value value) {
    lines.add(new Line(Kind.LOCAL, type + " " + name + " = " + value.text(), name, value));
  }

  @Override
  public void open(String header) {
    lines.add(Line.of(Kind.OPEN, header));
  }

  @Override
  public void otherwise(String header) {
    lines.add(Line.of(Kind.OTHERWISE, header));
  }

  @Override
  public void close() {
    lines.add(Line.of(Kind.CLOSE, ""));
  }

  /** All of it; no line can be added afterwards. */
  public CodeBlock code() {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = lines.size() - 1; i >= 0; i--) {
      int use = lines.get(i).kind() == Kind.LOCAL ? onlyUse(i) : -1;
      if (use >= 0) {
        Line local = lines.get(i);
        lines.set(use, lines.get(use).replacing(local.name(), local.value()));
        lines.remove(i);
      }
    }
    Lines to = Lines.to(code);
    for (Line line : lines) {
      switch (line.kind()) {
        case LOCAL, STATEMENT -> to.line(line.text());
        case OPEN -> to.open(line.text());
        case OTHERWISE -> to.otherwise(line.text());
        case CLOSE -> to.close();
      }
    }
    return code.build();
  }

  /** The line that a local can be moved to, since it alone uses it; -1 where there is none. */
  private int onlyUse(int declaration) {
    Line local = lines.get(declaration);
    int use = -1;
    int depth = 0;
    for (int i = declaration + 1; i < lines.size() && depth >= 0; i++) {
      depth += switch (lines.get(i).kind()) {
        case OPEN -> 1;
        case CLOSE -> -1;
        default -> 0;
      };
      int found = occurrences(lines.get(i).text(), local.name());
      if (found > 1 || found == 1 && use >= 0) {
        return -1;
      }
      use = found == 1 ? i : use;
    }
    return use >= 0 && reaches(declaration, use) && fits(local.value(), local.name(), lines.get(use).text()) ? use : -1;
  }

  /** Whether nothing between two lines keeps the first from being done with the second. */
  private boolean reaches(int first, int second) {
    // An index depends on the place of a tile alone.
    boolean index = lines.get(first).text().matches("int [^\\[(]*");
    boolean straight = true;
    for (int i = first + 1; i < second; i++) {
      Kind kind = lines.get(i).kind();
      straight &= kind == Kind.LOCAL || kind == Kind.STATEMENT && index;
    }
    Kind kind = lines.get(second).kind();
    return straight && (kind == Kind.LOCAL || kind == Kind.STATEMENT);
  }

  /** Whether a value means the same in the place of its local without parentheses. */
  private boolean fits(Value value, String local, String line) {
    int at = find(line, local, 0);
    String before = line.substring(0, at);
    String after = line.substring(at + local.length());
    if (after.matches(" [-+*/]?= .*")) {
      return false;
    }
    if (selects && before.contains(" ? ") && value.text().matches(".*\\w\\(.*")) {
      return false;
    }
    if (value.binding() == Binding.ATOM) {
      return true;
    }
    boolean opened = before.endsWith("[") || before.endsWith("(") || before.endsWith(", ") || before.endsWith(" = ");
    boolean closed = after.isEmpty() || after.startsWith("]") || after.startsWith(")") || after.startsWith(", ");
    boolean added = after.startsWith(" + ") || after.startsWith(" - ");
    boolean multiplied = added || after.matches(" [*/%] .*");
    return switch (value.binding()) {
      case SUM -> opened && (closed || added);
      case PRODUCT -> (opened || before.endsWith(" + ")) && (closed || multiplied);
      default -> opened && closed;
    };
  }

  private static int occurrences(String text, String name) {
    int count = 0;
    for (int at = find(text, name, 0); at >= 0; at = find(text, name, at + name.length())) {
      count++;
    }
    return count;
  }

  private static String replaced(String text, String name, String by) {
    int at = find(text, name, 0);
    return at < 0 ? text : text.substring(0, at) + by + text.substring(at + name.length());
  }

  /** Where a name stands as a word of its own, from a position on; -1 where it does not. */
  private static int find(String text, String name, int from) {
    for (int at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean begins = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)) && text.charAt(at - 1) != '.';
      boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
      if (begins && ends) {
        return at;
      }
    }
    return -1;
  }
}
