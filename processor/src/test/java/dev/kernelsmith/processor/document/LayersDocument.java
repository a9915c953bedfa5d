package dev.kernelsmith.processor.document;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.From;
import dev.kernelsmith.annotations.Frozen;
import dev.kernelsmith.annotations.Initial;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Output;
import dev.kernelsmith.annotations.RateFactor;
import dev.kernelsmith.annotations.Recompute;
import dev.kernelsmith.annotations.Reuse;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.lower.LayerTable;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What users look up about layers, from the table of layers and from the annotations and their Javadoc: one table of all, and a section for each
 * annotation and each enumeration that one takes.
 */
final class LayersDocument {
  private static final List<Class<?>> OTHERS = List.of(
      Network.class, Input.class, From.class, Block.class, Reuse.class, Frozen.class, RateFactor.class, Initial.class,
      Recompute.class,
      Loss.class, Output.class,
      Optimizer.class);
  private static final String HEAD = """
      # Layers

      What the fields of a network can be annotated with. In the formulas `x` is what the layer reads, or `a` and `b` are, and `y` is what it gives,
      all of one sample, with channels last; an `activation` is applied to `y` at the end. Behind the table, each layer has a section that tells
      what its attributes mean, followed by the annotations for wiring and training, the activations and the other constants.

      This page is written from the annotations and their Javadoc; `LayersDocumentTest` says when it is old, and how to write it anew.
      """;

  private final Comments comments;
  private final List<Class<?>> layers =
      LayerTable.rules().values().stream().<Class<?>>map(LayerRule::annotation).toList();
  private final Set<Class<?>> enumerations = new LinkedHashSet<>();
  private final Markdown markdown;

  private LayersDocument(Comments comments) {
    this.comments = comments;
    List<Class<?>> annotations = new ArrayList<>(layers);
    annotations.addAll(OTHERS);
    for (Class<?> annotation : annotations) {
      for (String member : comments.members(annotation.getSimpleName())) {
        if (attribute(annotation, member) != null && attribute(annotation, member).getReturnType().isEnum()) {
          enumerations.add(attribute(annotation, member).getReturnType());
        }
      }
    }
    annotations.addAll(enumerations);
    Set<String> sections = annotations.stream().map(Class::getSimpleName).collect(Collectors.toSet());
    this.markdown = new Markdown(sections::contains);
  }

  /** The document, from the sources of the annotations. */
  static String of(Path annotations) throws IOException {
    return new LayersDocument(Comments.of(annotations)).text();
  }

  private String text() {
    StringBuilder out = new StringBuilder(HEAD);
    out.append("\n| Layer | Attributes and defaults | Shapes | Formula | Source |\n|---|---|---|---|---|\n");
    for (Class<?> layer : layers) {
      String name = layer.getSimpleName();
      String attributes =
          comments.members(name).stream()
              .map(member -> Markdown.code(signature(attribute(layer, member))))
              .collect(Collectors.joining(", "));
      out.append("| ").append(Markdown.link("@" + name, name)).append(" | ").append(attributes);
      for (String tag : List.of("shape", "formula", "source")) {
        out.append(" | ").append(markdown.cell(tag(name, tag)));
      }
      out.append(" |\n");
    }
    layers.forEach(layer -> section(layer, out));
    out.append("\n# Wiring and training\n");
    OTHERS.forEach(annotation -> section(annotation, out));
    out.append("\n# Constants\n");
    enumerations.forEach(enumeration -> section(enumeration, out));
    return out.toString();
  }

  private void section(Class<?> type, StringBuilder out) {
    String name = type.getSimpleName();
    out.append("\n## ").append(name).append("\n\n");
    out.append(markdown.text(comment(name).getFullBody())).append('\n');
    List<String> members = comments.members(name);
    if (members.isEmpty()) {
      return;
    }
    out.append(type.isEnum() ? "\n| Constant | |\n|---|---|\n" : "\n| Attribute | Default | |\n|---|---|---|\n");
    for (String member : members) {
      Method attribute = attribute(type, member);
      out.append("| ").append(Markdown.code(member)).append(" | ");
      if (!type.isEnum()) {
        out.append(attribute == null ? "" : standard(attribute)).append(" | ");
      }
      out.append(markdown.cell(comment(name + "." + member).getFullBody())).append(" |\n");
    }
  }

  /** Null for a constant of an annotation. */
  private static Method attribute(Class<?> annotation, String name) {
    try {
      return annotation.getDeclaredMethod(name);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static String signature(Method attribute) {
    return attribute.getName() + (attribute.getDefaultValue() == null ? "" : " = " + value(attribute));
  }

  private static String standard(Method attribute) {
    return attribute.getDefaultValue() == null ? "" : Markdown.code(value(attribute));
  }

  private static String value(Method attribute) {
    return switch (attribute.getDefaultValue()) {
      case int[] numbers when numbers.length == 1 -> Integer.toString(numbers[0]);
      case int[] numbers -> Arrays.stream(numbers).mapToObj(Integer::toString)
          .collect(Collectors.joining(", ", "{", "}"));
      case Object[] elements when elements.length == 0 -> "{}";
      case Class<?> type -> type.getSimpleName() + ".class";
      case Double number ->
          number.toString().toLowerCase(Locale.ROOT).replace("nan", "NaN").replaceFirst("\\.0(?=e|$)", "");
      case Integer number when number == Integer.MAX_VALUE -> "MAX_VALUE";
      case Integer number when number == Loss.NONE -> "NONE";
      case double[] numbers when numbers.length == 0 -> "{}";
      case String text -> '"' + text + '"';
      case Annotation all -> text(all);
      default -> attribute.getDefaultValue().toString();
    };
  }

  /** An annotation with what it says besides defaults, by name: its own text has members in any order. */
  private static String text(Annotation annotation) {
    String members = Arrays.stream(annotation.annotationType().getDeclaredMethods())
        .sorted(Comparator.comparing(Method::getName)).flatMap(member -> {
          try {
            Object value = member.invoke(annotation);
            return value.equals(member.getDefaultValue()) ? Stream.empty()
                : Stream.of(member.getName() + " = " + value);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }).collect(Collectors.joining(", "));
    return "@" + annotation.annotationType().getSimpleName() + (members.isEmpty() ? "" : "(" + members + ")");
  }

  private DocCommentTree comment(String name) {
    DocCommentTree comment = comments.comments().get(name);
    if (comment == null) {
      throw new IllegalStateException(name + " has no Javadoc");
    }
    return comment;
  }

  private List<? extends DocTree> tag(String layer, String name) {
    return comment(layer).getBlockTags().stream()
        .filter(tag -> tag instanceof UnknownBlockTagTree unknown && unknown.getTagName().equals(name))
        .map(tag -> ((UnknownBlockTagTree) tag).getContent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the Javadoc of " + layer + " has no @" + name));
  }
}
