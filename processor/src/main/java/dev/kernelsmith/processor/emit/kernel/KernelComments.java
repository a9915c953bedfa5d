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
  private KernelComments() {}

  /** The comment of a method with these kernels. */
  public static CodeBlock of(List<Kernel> kernels) {
    Set<String> layers = new LinkedHashSet<>();
    kernels.stream().flatMap(k -> k.statements().stream()).filter(s -> s.layer() != null)
        .forEach(s -> layers.add(s.layer()));
    String links =
        layers.isEmpty()
            ? SourceText.link()
            : layers.stream().map(SourceText::link).collect(Collectors.joining(", "));
    CodeBlock.Builder text = CodeBlock.builder().add("For $L:\n\n<pre>{@code\n", links);
    for (Kernel kernel : kernels) {
      if (kernel.start() != null) {
        Statement start = kernel.main().withValue(kernel.start());
        text.add("$L\n", start.toString().replace(" += ", " starts from "));
      }
      kernel.statements().forEach(s -> text.add("$L\n", s));
    }
    return text.add("}</pre>\n").build();
  }
}
