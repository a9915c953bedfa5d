package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.text.SourceText;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the comment of a method says of its kernels: links to the layers that they belong to, and the statements. */
public final class KernelComments {
  /** Layers that a comment names. */
  private static final int MOST_LINKS = 6;

  private KernelComments() {}

  /** The comment of a method with these kernels. */
  public static CodeBlock of(List<Kernel> kernels) {
    return of(kernels, kernels);
  }

  /**
   * The comment of a method that stands for kernels.
   *
   * @param kernels those of the layers that have it
   * @param shown those whose statements are shown
   */
  static CodeBlock of(List<Kernel> kernels, List<Kernel> shown) {
    Set<String> layers = new LinkedHashSet<>();
    kernels.stream().flatMap(k -> k.statements().stream()).filter(s -> s.layer() != null)
        .forEach(s -> layers.add(s.layer()));
    CodeBlock.Builder text = CodeBlock.builder().add("For $L:\n\n<pre>{@code\n", links(layers));
    for (Kernel kernel : shown) {
      if (kernel.start() != null) {
        Statement start = kernel.main().withValue(kernel.start());
        text.add("$L\n", start.toString().replace(" += ", " starts from "));
      }
      kernel.statements().forEach(s -> text.add("$L\n", s));
    }
    return text.add("}</pre>\n").build();
  }

  private static String links(Set<String> layers) {
    if (layers.isEmpty()) {
      return SourceText.link();
    }
    String links = layers.stream().limit(MOST_LINKS).map(SourceText::link).collect(Collectors.joining(", "));
    return layers.size() > MOST_LINKS ? links + " and " + (layers.size() - MOST_LINKS) + " more" : links;
  }
}
