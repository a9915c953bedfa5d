package dev.kernelsmith.processor.document;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.util.SimpleDocTreeVisitor;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Documentation comments in Markdown. What they use beyond what is known here fails, so that nothing is lost in silence. */
final class Markdown extends SimpleDocTreeVisitor<Void, StringBuilder> {
  private final Predicate<String> hasSection;

  /**
   * Names what links lead to.
   *
   * @param hasSection whether the document has a section for a type, by its simple name
   */
  Markdown(Predicate<String> hasSection) {
    this.hasSection = hasSection;
  }

  /** Paragraphs and blocks of code. */
  String text(List<? extends DocTree> trees) {
    StringBuilder out = new StringBuilder();
    trees.forEach(tree -> tree.accept(this, out));
    return out.toString().replaceAll("\n{3,}", "\n\n").strip();
  }

  /** One line, for the cell of a table. */
  String cell(List<? extends DocTree> trees) {
    return text(trees).replaceAll("\\s*\\n\\s*", " ").replace("|", "\\|");
  }

  static String code(String text) {
    return "`" + text + "`";
  }

  /** A link to the section of a type. */
  static String link(String text, String type) {
    return "[" + code(text) + "](#" + type.toLowerCase(Locale.ROOT) + ")";
  }

  @Override
  public Void visitText(TextTree tree, StringBuilder out) {
    out.append(tree.getBody().replaceAll("\\n +", "\n").replaceAll("[*_]", "\\\\$0").replace("<", "&lt;"));
    return null;
  }

  @Override
  public Void visitLiteral(LiteralTree tree, StringBuilder out) {
    String body = tree.getBody().getBody();
    out.append(tree.getKind() == DocTree.Kind.CODE ? code(body.replaceAll("\\s+", " ")) : body);
    return null;
  }

  @Override
  public Void visitLink(LinkTree tree, StringBuilder out) {
    String[] reference = tree.getReference().getSignature().split("#", 2);
    String type = reference[0];
    String name = reference[reference.length - 1];
    out.append(hasSection.test(type) ? link(name, type) : code(name));
    return null;
  }

  @Override
  public Void visitEntity(EntityTree tree, StringBuilder out) {
    out.append('&').append(tree.getName()).append(';');
    return null;
  }

  @Override
  public Void visitStartElement(StartElementTree tree, StringBuilder out) {
    if (!tree.getName().contentEquals("p")) {
      return defaultAction(tree, out);
    }
    out.append("\n\n");
    return null;
  }

  @Override
  public Void visitSnippet(SnippetTree tree, StringBuilder out) {
    out.append("\n\n```java\n").append(tree.getBody().getBody().strip()).append("\n```\n\n");
    return null;
  }

  @Override
  protected Void defaultAction(DocTree tree, StringBuilder out) {
    throw new IllegalArgumentException("no Markdown for " + tree.getKind() + ": " + tree);
  }
}
