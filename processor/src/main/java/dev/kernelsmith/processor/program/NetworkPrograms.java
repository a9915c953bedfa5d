package dev.kernelsmith.processor.program;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.autodiff.Adjoints;
import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.LossRule;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Lowering;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one network, each from a forward pass of its own mode.
 *
 * @param network its forward pass when it predicts
 * @param prediction from inputs to logits and probabilities of each output
 * @param training from inputs and targets to losses, logits and the gradient of every parameter that a step changes; null without a loss
 * @param evaluation from logits and targets to losses, the logits of each loss being an input of the program; null without a loss
 * @param inspection what looks into a network; null where it is not asked for
 * @param stepwise the prediction step by step; null where it is not asked for
 */
public record NetworkPrograms(
    LoweredNetwork network, Program prediction, @Nullable Program training, @Nullable Program evaluation,
    @Nullable InspectionPrograms inspection, @Nullable StepProgram stepwise) {
  /** Lowers a network and puts its programs together. */
  public static NetworkPrograms of(LayerGraph graph) {
    return of(mode -> LoweredNetwork.of(graph, mode));
  }

  /**
   * Puts the programs of a network together.
   *
   * @param lowering gives its forward pass in a mode
   */
  public static NetworkPrograms of(Function<Mode, LoweredNetwork> lowering) {
    LoweredNetwork predicting = lowering.apply(Mode.PREDICTION);
    Program prediction = prediction(predicting);
    StepProgram stepwise = stepwise(predicting.graph(), prediction);
    if (predicting.graph().trained().isEmpty()) {
      return new NetworkPrograms(predicting, prediction, null, null, inspection(predicting), stepwise);
    }
    LoweredNetwork training = lowering.apply(Mode.TRAINING);
    requireSameParameters(training.parameters(), predicting.parameters());
    return new NetworkPrograms(
        predicting, prediction, training(training), evaluation(predicting), inspection(predicting), stepwise);
  }

  /** Those that there are. */
  public List<Program> all() {
    Stream<Program> inspecting = inspection == null ? Stream.of() : inspection.all().stream();
    Program steps = stepwise == null ? null : stepwise.program();
    return Stream.concat(Stream.of(prediction, training, evaluation, steps).filter(Objects::nonNull), inspecting)
        .toList();
  }

  private static @Nullable InspectionPrograms inspection(LoweredNetwork network) {
    return network.graph().inspected() ? InspectionPrograms.of(network) : null;
  }

  private static @Nullable StepProgram stepwise(LayerGraph graph, Program prediction) {
    Set<Integer> numbers = new HashSet<>();
    int steps = 0;
    for (int i = 0; i < graph.inputs().size(); i++) {
      if (graph.stepwise().contains(graph.inputs().get(i).name())) {
        numbers.add(i);
        steps = graph.inputs().get(i).shape().dims().getFirst();
      }
    }
    return numbers.isEmpty() ? null : StepProgram.of(prediction, numbers, steps);
  }

  /** A prediction takes the parameters that a training leaves, so a layer has the same in both modes. */
  static void requireSameParameters(List<Parameter> training, List<Parameter> prediction) {
    if (!training.equals(prediction)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "a layer has other parameters in training than in prediction: %s, then %s",
              training, prediction));
    }
  }

  private static Program prediction(LoweredNetwork network) {
    Lowering tail = new Lowering(Mode.PREDICTION);
    for (int i = 0; i < network.outputs().size(); i++) {
      Buffer output = network.outputs().get(i);
      tail.begin(layer(network, i));
      LossFunction loss = network.graph().outputs().get(i).loss();
      Buffer probabilities = loss == null ? output : Losses.of(loss).probabilities(output, i, tail);
      handOut(output, Buffer.ofNetwork("logits", i), 2 * i, tail);
      handOut(probabilities, Buffer.ofNetwork("probabilities", i), 2 * i + 1, tail);
    }
    List<Statement> statements = live(Statement.concat(network.gathered(), tail.statements()), Set.of());
    return new Program(Mode.PREDICTION.program(), Folding.apply(statements));
  }

  private static Program training(LoweredNetwork network) {
    Lowering tail = new Lowering(Mode.TRAINING);
    Map<Buffer, Buffer> gradients = new LinkedHashMap<>();
    int number = 0;
    for (int i = 0; i < network.outputs().size(); i++) {
      Buffer output = network.outputs().get(i);
      GraphOutput trained = network.graph().outputs().get(i);
      tail.begin(layer(network, i));
      if (trained.loss() != null) {
        Buffer gradient = Buffer.value(Buffer.nameOf(output.name(), "Gradient"), output.shape());
        LossRule.Buffers buffers = loss(trained, output, number, tail);
        Losses.backward(buffers, Buffer.lossGradient(number++), gradient, tail);
        gradients.put(output, gradient);
      }
      handOut(output, Buffer.ofNetwork("logits", i), 2 * i, tail);
    }
    List<Statement> forward = network.gathered();
    List<Statement> statements = new ArrayList<>(forward);
    statements.addAll(tail.statements());
    Set<Buffer> trained = buffers(network.parameters().stream().filter(Parameter::isTrained));
    List<Statement> backward =
        Adjoints.derive(network.forward(), network.adjoints(), gradients, trained::contains);
    statements.addAll(
        Recomputation.of(forward, tail.statements(), backward, s -> recomputed(network.graph(), s)));
    Set<Buffer> updated = buffers(network.parameters().stream().filter(Parameter::isUpdated));
    return new Program(Mode.TRAINING.program(), live(statements, updated));
  }

  private static String recomputed(LayerGraph graph, Statement s) {
    return s.layer() == null ? "" : graph.layer(s.layer()).marks().recomputed();
  }

  /** The layer that gives an output. */
  static LayerNode layer(LoweredNetwork network, int output) {
    return network.graph().layer(network.graph().outputs().get(output).layer());
  }

  private static Set<Buffer> buffers(Stream<Parameter> parameters) {
    return parameters.map(Parameter::buffer).collect(Collectors.toUnmodifiableSet());
  }

  private static Program evaluation(LoweredNetwork network) {
    Lowering out = new Lowering(Mode.PREDICTION);
    int number = 0;
    for (int i = 0; i < network.outputs().size(); i++) {
      LossFunction loss = network.graph().outputs().get(i).loss();
      out.begin(layer(network, i));
      if (loss != null) {
        List<Integer> shape = network.outputs().get(i).shape();
        String name = Buffer.ofNetwork("logits", number);
        Buffer input = Buffer.of(Buffer.nameOf(name, "In"), Buffer.Role.INPUT, shape, number);
        Buffer logits = out.value(name, shape);
        List<Axis> axes = Lowering.axes(shape);
        out.add(Statement.assign(input.label(), logits, axes, Expr.at(input, axes)));
        loss(network.graph().outputs().get(i), logits, number++, out);
      }
    }
    return new Program("evaluate", live(out.statements(), Set.of()));
  }

  /** Adds the statements of the samples' losses; number says which of the network's. */
  private static LossRule.Buffers loss(GraphOutput trained, Buffer output, int number, Lowering out) {
    Buffer value = Buffer.of(Buffer.ofNetwork("loss", number), Buffer.Role.LOSS, List.of(), number);
    return loss(trained, output, number, value, out);
  }

  /** Adds the statements that set a buffer to the loss of a sample. */
  static LossRule.Buffers loss(GraphOutput trained, Buffer output, int number, Buffer value, Lowering out) {
    LossRule rule = Losses.of(trained.loss());
    Buffer probabilities = rule.probabilities(output, number, out);
    LossRule.Buffers buffers = Losses.buffers(Losses.values(trained), output, probabilities, number, value);
    rule.lower(buffers, out);
    return buffers;
  }

  static void handOut(Buffer buffer, String name, int number, Lowering out) {
    Buffer external = Buffer.of(Buffer.nameOf(name, "Out"), Buffer.Role.OUTPUT, buffer.shape(), number);
    List<Axis> axes = Lowering.axes(buffer.shape());
    out.add(Statement.assign(external.label(), external, axes, Expr.at(buffer, axes)));
  }

  /**
   * Only what is handed out, directly or through others.
   *
   * @param updated parameters whose gradients are handed out
   */
  static List<Statement> live(List<Statement> statements, Set<Buffer> updated) {
    Set<Buffer> gradients = updated.stream().map(Buffer::gradient).collect(Collectors.toUnmodifiableSet());
    Set<Buffer> needed = new HashSet<>();
    List<Statement> kept = new ArrayList<>();
    for (Sequence.Run<Statement> run : Sequence.runs(statements).reversed()) {
      kept.addAll(0, live(run, gradients, needed));
    }
    return kept;
  }

  /** Those of some statements that are needed. What a step of a sequence needs, an earlier statement may have set at the step before. */
  private static List<Statement> live(Sequence.Run<Statement> run, Set<Buffer> gradients, Set<Buffer> needed) {
    List<Statement> kept = new ArrayList<>();
    int before;
    do {
      before = needed.size();
      kept.clear();
      for (Statement s : run.items().reversed()) {
        boolean handedOut =
            switch (s.target().role()) {
              case OUTPUT, LOSS -> true;
              case GRADIENT -> gradients.contains(s.target());
              default -> s.buffersWritten().stream().anyMatch(needed::contains);
            };
        if (handedOut) {
          needed.addAll(s.buffersRead());
          kept.addFirst(s.argmax() != null && !needed.contains(s.argmax()) ? s.withoutArgmax() : s);
        }
      }
    } while (run.steps() != null && needed.size() > before);
    return kept;
  }
}
