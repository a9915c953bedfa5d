package dev.kernelsmith.processor.emit.text;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.read.NetworkNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a finished file into text: marked names of types become imported ones, or qualified ones where the file has another type of that
 * name. Types of {@code java.lang} are imported like all others, since the package may have, or may get, classes of their names. What is not
 * ASCII is escaped.
 */
public final class SourceText {
  /** Stands before the name of the annotated class in a link of Javadoc, which can be left out. */
  private static final char LINK_MARK = '~';

  private static final Pattern TYPE = Pattern.compile(TypeNames.MARK + "([A-Z]\\w*)");
  private static final Pattern LINK = Pattern.compile("\\{@link " + LINK_MARK + "([^}]*)}");
  private static final Pattern PACKAGE = Pattern.compile("\\Apackage .*;\\R\\R");

  private static final int LINE = 120;

  private final JavaFile file;
  private final String annotated;
  private final Set<String> taken;
  private final Set<String> nested;
  private final Set<String> imports = new TreeSet<>();

  private SourceText(JavaFile file, String annotated, Set<String> taken, Set<String> nested) {
    this.file = file;
    this.annotated = annotated;
    this.taken = taken;
    this.nested = nested;
  }

  /**
   * The file as text.
   *
   * @param file with marked names
   * @param names of the network that it belongs to
   * @param hidden simple names that mean something else in the file
   */
  public static String of(JavaFile file, NetworkNames names, Set<String> hidden) {
    return of(file, names, hidden, Set.of());
  }

  /**
   * The file as text, whose class extends another that is generated.
   *
   * @param inherited simple names of the other's nested types
   */
  public static String ofHeir(JavaFile file, NetworkNames names, Set<String> inherited) {
    return of(file, names, inherited, inherited);
  }

  private static String of(JavaFile file, NetworkNames names, Set<String> hidden, Set<String> inherited) {
    Set<String> nested = new HashSet<>(inherited);
    file.typeSpec().typeSpecs().forEach(type -> nested.add(type.name()));
    Set<String> taken = new HashSet<>(hidden);
    names.allGenerated().forEach(name -> taken.add(name.substring(name.lastIndexOf('.') + 1)));
    addNested(file.typeSpec(), taken);
    if (file.typeSpec().superclass() instanceof ClassName above && !above.equals(ClassName.OBJECT)) {
      taken.add(above.topLevelClassName().simpleName());
    }
    return new SourceText(file, names.className(), taken, nested).text();
  }

  /** A link of Javadoc to the annotated class. */
  public static String link() {
    return "{@link " + LINK_MARK + "}";
  }

  /** A link of Javadoc to a layer: to its field in the annotated class, or to that of the block which it is in. */
  public static String link(String layer) {
    int dot = layer.indexOf('.');
    return "{@link " + LINK_MARK + "." + (dot < 0 ? layer : layer.substring(0, dot) + " " + layer) + "}";
  }

  private static void addNested(TypeSpec type, Set<String> into) {
    into.add(type.name());
    type.typeSpecs().forEach(nested -> addNested(nested, into));
  }

  private String text() {
    String text = file.toString();
    if (text.lines().anyMatch(line -> line.startsWith("import "))) {
      throw new IllegalStateException("a type of " + file.typeSpec().name() + " is not named through TypeNames");
    }
    text = TYPE.matcher(text).replaceAll(this::name);
    text = LINK.matcher(text).replaceAll(this::link);
    text = joined(text);
    Matcher declaration = PACKAGE.matcher(text);
    int body = declaration.find() ? declaration.end() : 0;
    StringBuilder whole = new StringBuilder(text.substring(0, body));
    imports.forEach(line -> whole.append(line).append('\n'));
    return escaped(whole.append('\n').append(text.substring(body)).toString());
  }

  /** Comments of one line in one, where they fit, and no blank line between two constants. Line by line: most of the text is left as it is. */
  private static String joined(String text) {
    String[] lines = text.split("\n", -1);
    List<String> joined = new ArrayList<>(lines.length);
    for (int i = 0; i < lines.length; i++) {
      String comment = i + 2 < lines.length ? comment(lines[i], lines[i + 1], lines[i + 2]) : "";
      boolean between =
          lines[i].isEmpty() && i > 0 && i + 1 < lines.length && lines[i - 1].endsWith(";") && isConstant(lines[i - 1])
              && isConstant(lines[i + 1]);
      if (!comment.isEmpty()) {
        joined.add(comment);
        i += 2;
      } else if (!between) {
        joined.add(lines[i]);
      }
    }
    return String.join("\n", joined);
  }

  /** Three lines as a comment of one; empty where they are none, or too long for it. */
  private static String comment(String first, String words, String last) {
    if (!first.endsWith("/**") || !first.stripLeading().equals("/**") || !last.stripLeading().equals("*/")) {
      return "";
    }
    String given = words.stripLeading();
    String line = first + given.substring(1) + " */";
    return given.startsWith("* ") && line.length() <= LINE ? line : "";
  }

  private static boolean isConstant(String line) {
    String declaration = line.stripLeading();
    return declaration.startsWith("static final int ") || declaration.startsWith("private static final int ");
  }

  /** What is not ASCII as Unicode escapes, so that the text means the same in every encoding in which a compiler may write and read it. */
  static String escaped(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    StringBuilder ascii = new StringBuilder(text.length());
    int backslashes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128) {
        ascii.append(c);
        backslashes = c == '\\' ? backslashes + 1 : 0;
        continue;
      }
      if (backslashes % 2 == 1) {
        // After a backslash, another one begins no escape: the first becomes an escape itself.
        ascii.setLength(ascii.length() - 1);
        ascii.append("\\u005c");
      }
      ascii.append("\\u").append(HexFormat.of().toHexDigits(c));
      backslashes = 0;
    }
    return ascii.toString();
  }

  private String name(MatchResult mark) {
    String simple = mark.group(1);
    String qualified = TypeNames.qualified(simple);
    if (taken.contains(simple)) {
      return qualified;
    }
    imports.add("import " + qualified + ";");
    return simple;
  }

  /** A link to the annotated class or a field of it, or only the name, where an import hides the class and no package tells it apart. */
  private String link(MatchResult mark) {
    String given = mark.group(1).replaceFirst(" .*", "");
    String words = mark.group(1).substring(given.length());
    String name = given.isEmpty() || given.startsWith(".") ? annotated + given.replace('.', '#') : given;
    String outermost = name.replaceFirst("[.#].*", "");
    boolean hidden =
        nested.contains(outermost) || imports.stream().anyMatch(line -> line.endsWith("." + outermost + ";"));
    String link = !hidden ? "{@link " + name + words + "}"
        : file.packageName().isEmpty() ? "{@code " + name + "}"
            : "{@link " + file.packageName() + "." + name + words + "}";
    return Matcher.quoteReplacement(link);
  }
}
