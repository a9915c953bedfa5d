package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.text.DoubleText;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.program.UpdateProgram;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The numbers of a step that are the same for all elements. */
public final class UpdateFactors {
  private UpdateFactors() {}

  /** Statements that compute factors in double: those that are needed, directly or through others. */
  public static CodeBlock write(List<Statement> factors, Collection<String> needed) {
    Set<String> all = needed(factors, needed);
    CodeBlock.Builder code = CodeBlock.builder();
    for (Statement factor : factors) {
      if (all.contains(factor.target().name())) {
        code.addStatement("double $L = $L", factor.target().name(), DoubleText.of(factor.value()));
      }
    }
    return code.build();
  }

  /** These names, and those of all that the factors among them follow from. */
  public static Set<String> needed(List<Statement> factors, Collection<String> names) {
    Set<String> all = new LinkedHashSet<>(names);
    for (Statement factor : factors.reversed()) {
      if (all.contains(factor.target().name())) {
        all.addAll(shared(List.of(factor)));
      }
    }
    return all;
  }

  /** Names of the numbers of a step that statements read. */
  public static Set<String> shared(List<Statement> statements) {
    Set<String> names = new LinkedHashSet<>();
    statements.forEach(s -> collect(s.value(), names));
    return names;
  }

  private static void collect(Expr e, Set<String> names) {
    if (e instanceof Expr.Scalar scalar) {
      names.add(scalar.name());
    } else if (e instanceof Expr.Read read && UpdateProgram.isShared(read.buffer())) {
      names.add(read.buffer().name());
    }
    e.children().forEach(child -> collect(child, names));
  }
}
