package dev.kernelsmith.processor.emit.network;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.text.DoubleText;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.lower.FormulaInitial;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.List;
import java.util.Objects;

/** Writes what a parameter starts from by formula: a function of the number of an element, and of a key for random numbers. */
final class InitialFormulaCode {
  private InitialFormulaCode() {}

  static void add(Parameter parameter, MethodSpec.Builder method) {
    FormulaInitial formula = Objects.requireNonNull(parameter.formula());
    CodeBlock.Builder code = CodeBlock.builder();
    Expr value = formula.value();
    List<Axis> axes = formula.axes();
    boolean draws =
        formula.draws().stream().anyMatch(name -> formula.value().scalars().contains(new Expr.Scalar(name)));
    boolean indexed = false;
    int stride = 1;
    for (int d = axes.size() - 1; d >= 0; d--) {
      Axis axis = axes.get(d);
      Expr index = new Expr.Index(Affine.of(axis));
      if (!value.replace(index, Expr.constant(0)).equals(value)) {
        indexed = true;
        String row = stride == 1 ? "element" : "element / " + stride;
        code.addStatement("int $L = $L", axis.name(), d == 0 ? row : row + " % " + axis.extent());
        value = value.replace(index, new Expr.Scalar(axis.name()));
      }
      stride *= axis.extent();
    }
    for (int i = 0; i < formula.draws().size(); i++) {
      String name = formula.draws().get(i);
      if (value.scalars().contains(new Expr.Scalar(name))) {
        String kind = name.startsWith(FormulaInitial.UNIFORM) ? "uniform" : "normal";
        code.addStatement("double $L = $T.$L(key, element, $L)", name, RuntimeNames.INITIAL_FORMULA, kind, i);
      }
    }
    code.addStatement("return $L", DoubleText.of(value));
    // What is not used has no name, or Eclipse's compiler would say so.
    method.addCode(
        CodeBlock.builder()
            .add(
                "spec.initial($S, ($L, $L) -> {\n", parameter.name(), indexed || draws ? "element" : "_",
                draws ? "key" : "_")
            .indent().add(code.build()).unindent().add("});\n").build());
  }
}
