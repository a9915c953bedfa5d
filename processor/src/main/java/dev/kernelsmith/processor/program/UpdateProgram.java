package dev.kernelsmith.processor.program;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Parameter.Span;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a step makes of gradients, as statements over the flat arrays: the optimizer's, then those of moving averages.
 *
 * @param program all statements, in order
 * @param parameters the flat parameter array
 * @param gradients the gradients, those of all copies added up
 * @param slots the optimizer's slots
 * @param trained elements that the optimizer changes, from the start; behind them are moving averages
 */
public record UpdateProgram(Program program, Buffer parameters, Buffer gradients, List<Buffer> slots, int trained) {
  /** Copies the list. */
  public UpdateProgram {
    slots = List.copyOf(slots);
  }

  /**
   * The update of a network.
   *
   * @param rule the optimizer
   * @param attributes its values
   * @param spans where each group lies, in order
   */
  public static UpdateProgram of(OptimizerRule rule, Attributes attributes, List<Span> spans) {
    int all = spans.isEmpty() ? 0 : spans.getLast().to();
    int trained = end(spans, Group.Trained.class, 0);
    Buffer parameters = new Buffer("parameters", Buffer.Role.PARAMETER, Buffer.Scope.BATCH, List.of(all));
    Buffer gradients =
        Buffer.of("gradients", Buffer.Role.GRADIENT, List.of(end(spans, Group.State.class, trained)));
    UpdateParts parts = new UpdateParts(rule, attributes, parameters, gradients, trained, spans);
    List<Statement> statements = new ArrayList<>(parts.shared());
    requireOneSum(statements);
    statements.addAll(parts.loops());
    return new UpdateProgram(new Program("update", statements), parameters, gradients, parts.slots(), trained);
  }

  private static int end(List<Span> spans, Class<? extends Group> group, int none) {
    return spans.stream().filter(s -> group.isInstance(s.group())).mapToInt(Span::to).max().orElse(none);
  }

  /** Sums are taken in one pass, so that none may depend on another. */
  private static void requireOneSum(List<Statement> shared) {
    Set<Buffer> summed = new HashSet<>();
    for (Statement s : shared) {
      boolean depends = s.buffersRead().stream().anyMatch(summed::contains);
      if (depends && isSum(s)) {
        throw new IllegalArgumentException("'" + s.label() + "' depends on another sum over all elements: " + s);
      }
      if (depends || isSum(s)) {
        summed.add(s.target());
      }
    }
  }

  /** Whether a buffer is the same for all elements. */
  public static boolean isShared(Buffer buffer) {
    return buffer.shape().isEmpty();
  }

  /** Whether a statement sums over all elements. */
  public static boolean isSum(Statement s) {
    return s.reduction() == Reduction.SUM;
  }

  /** What a verifier is to take as given and changeable. */
  public Set<Buffer> state() {
    Set<Buffer> state = new HashSet<>(slots);
    state.add(parameters);
    state.add(gradients);
    return state;
  }

  /** Statements that compute numbers for all elements alike, from sums over all elements or not. */
  public List<Statement> factors(boolean fromSums) {
    Set<Buffer> summed = new HashSet<>();
    List<Statement> found = new ArrayList<>();
    for (Statement s : program.statements()) {
      if (!isShared(s.target())) {
        continue;
      }
      boolean depends = isSum(s) || s.buffersRead().stream().anyMatch(summed::contains);
      if (depends) {
        summed.add(s.target());
      }
      if (!isSum(s) && depends == fromSums) {
        found.add(s);
      }
    }
    return found;
  }

  /** Statements that sum over all elements. */
  public List<Statement> sums() {
    return program.statements().stream().filter(UpdateProgram::isSum).toList();
  }

  /** Whether a loop is one of moving averages, not of the optimizer. */
  public boolean averages(List<Statement> loop) {
    return loop.getFirst().index().getFirst().constant() >= trained;
  }

  /** Statements that change elements, in groups over the same range, each of which is one loop. */
  public List<List<Statement>> loops() {
    List<List<Statement>> loops = new ArrayList<>();
    for (Statement s : program.statements()) {
      if (isShared(s.target())) {
        continue;
      }
      boolean joins =
          !loops.isEmpty() && loops.getLast().getFirst().index().equals(s.index())
              && loops.getLast().getFirst().axes().equals(s.axes());
      if (!joins) {
        loops.add(new ArrayList<>());
      }
      loops.getLast().add(s);
    }
    return loops;
  }
}
