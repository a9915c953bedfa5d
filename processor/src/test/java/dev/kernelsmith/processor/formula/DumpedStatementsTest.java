package dev.kernelsmith.processor.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.oracle.RandomFormula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is printed of statements, in dumps and in generated source, is a formula for the same statements, once the extents of indices are added. */
class DumpedStatementsTest {
  private static final Typed.Extra EXTRA = new Typed.Extra() {
    @Override
    public Buffer value(Buffer like, String word) {
      return like.named(Buffer.nameOf(like.name(), word));
    }

    @Override
    public Buffer argmax(Buffer of) {
      return Buffer.of(Buffer.nameOf(of.name(), "Argmax"), Buffer.Role.ARGMAX, of.shape());
    }
  };

  private static List<Statement> statements(FormulaText formula, Map<String, List<Integer>> inputs) {
    Typed typed = formula.typed(inputs, Map.of());
    Map<String, Buffer> buffers = new HashMap<>();
    inputs.forEach((name, shape) -> buffers.put(name, Buffer.value(name, shape)));
    typed.parameters().forEach(
        p -> buffers.put(p.name(),
            Buffer.of(p.name(), Buffer.Role.PARAMETER, p.shape().isEmpty() ? List.of(1) : p.shape())));
    typed.values().forEach(
        v -> buffers.put(v.name(),
            v.perSample() ? Buffer.value(v.name(), v.bufferShape()) : Buffer.ofParameters(v.name(), v.bufferShape())));
    return typed.statements("layer", buffers::get, EXTRA);
  }

  /** A statement with its axes by number. */
  private static String numbered(Statement s) {
    Map<Axis, Affine> names = new LinkedHashMap<>();
    List<Axis> axes = new ArrayList<>();
    for (Axis axis : s.axes()) {
      axes.add(new Axis("a" + axes.size(), axis.extent()));
      names.put(axis, Affine.of(axes.getLast()));
    }
    return s.substitute(names, axes) + " over " + axes.stream().map(Axis::extent).toList();
  }

  @Test
  void areFormulas() {
    int compared = 0;
    for (int seed = 0; seed < 40 * RandomFormula.KINDS; seed++) {
      RandomFormula random = RandomFormula.of(seed % RandomFormula.KINDS, new Random(seed));
      FormulaText formula =
          FormulaText.of(new FormulaText.Source(random.value(), random.parameters(), random.shapes()));
      for (Statement s : statements(formula, Map.of("x", random.input()))) {
        if (!s.target().perSample()) {
          continue;
        }
        Map<String, List<Integer>> inputs = new HashMap<>();
        List<String> parameters = new ArrayList<>();
        for (Buffer read : s.buffersRead()) {
          if (read.perSample()) {
            inputs.put(read.label(), read.shape());
          } else {
            parameters.add(read.label() + read.shape() + " = 0");
          }
        }
        String extents = s.axes().stream().map(axis -> axis + " < " + axis.extent()).collect(Collectors.joining(", "));
        String text = s + (extents.isEmpty() ? "" : (s.guards().isEmpty() ? "  where " : ", ") + extents);
        FormulaText read = FormulaText.of(new FormulaText.Source(List.of(text), parameters, List.of()));
        List<Statement> again = statements(read, inputs);
        assertEquals(1, again.size(), text);
        assertEquals(numbered(s), numbered(again.getFirst()), text);
        compared++;
      }
    }
    assertTrue(compared > 500, compared + " statements");
  }
}
