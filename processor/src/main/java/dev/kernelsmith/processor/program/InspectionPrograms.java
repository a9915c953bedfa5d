package dev.kernelsmith.processor.program;

import dev.kernelsmith.processor.autodiff.Adjoints;
import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.ScatterToGather;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.LossRule;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Lowering;
import dev.kernelsmith.processor.lower.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The programs that look into a network as it predicts.
 *
 * @param activations from inputs to the values of all layers, each an output of the program by its number among the layers
 * @param gradients from inputs, and a seed for each raw output as a further input, to the gradients by inputs, each an output by the number of
 *     the input: those of the sum of seed times raw output, and of the weighted losses times the loss gradient
 */
public record InspectionPrograms(Program activations, Program gradients) {
  /** Both. */
  public List<Program> all() {
    return List.of(activations, gradients);
  }

  static InspectionPrograms of(LoweredNetwork network) {
    return new InspectionPrograms(activations(network), gradients(network));
  }

  private static Program activations(LoweredNetwork network) {
    Map<Buffer, List<Integer>> layers = new LinkedHashMap<>();
    List<LayerNode> nodes = network.graph().layers();
    for (int i = 0; i < nodes.size(); i++) {
      layers.computeIfAbsent(network.values().get(nodes.get(i).name()), value -> new ArrayList<>()).add(i);
    }
    List<Statement> backwards = new ArrayList<>();
    Set<Buffer> complete = new HashSet<>();
    for (Statement s : ScatterToGather.gathered(network.whole()).reversed()) {
      if (layers.containsKey(s.target()) && complete.add(s.target())) {
        Lowering out = new Lowering(Mode.PREDICTION);
        for (int layer : layers.get(s.target())) {
          out.begin(nodes.get(layer));
          NetworkPrograms.handOut(s.target(), Buffer.ofNetwork("activation", layer), layer, out);
        }
        backwards.addAll(out.statements().reversed());
      }
      backwards.add(s);
    }
    return new Program("activations", NetworkPrograms.live(backwards.reversed(), Set.of()));
  }

  private static Program gradients(LoweredNetwork network) {
    Lowering out = new Lowering(Mode.PREDICTION);
    Map<Buffer, Buffer> given = new LinkedHashMap<>();
    int losses = 0;
    for (int i = 0; i < network.outputs().size(); i++) {
      GraphOutput output = network.graph().outputs().get(i);
      Buffer value = network.values().get(output.layer());
      out.begin(NetworkPrograms.layer(network, i));
      List<Axis> axes = Lowering.axes(value.shape());
      Buffer seed =
          Buffer.of(
              Buffer.nameOf(Buffer.ofNetwork("seed", i), "In"), Buffer.Role.INPUT, value.shape(),
              network.inputs().size() + i);
      Expr sum = Expr.at(seed, axes);
      if (output.loss() != null) {
        sum = sum.plus(Expr.at(lossGradient(output, value, losses++, out), axes));
      }
      boolean again = given.containsKey(value);
      Buffer gradient =
          given.computeIfAbsent(value, v -> Buffer.value(Buffer.nameOf(v.name(), "Gradient"), v.shape()));
      out.add(Statement.assign(seed.label(), gradient, axes, sum).accumulating(again));
    }
    Map<Integer, Buffer> samples = samples(network);
    Adjoints.ByValues backward =
        Adjoints.byValues(network.whole(), network.adjoints(), given, new HashSet<>(samples.values()));
    Lowering tail = new Lowering(Mode.PREDICTION);
    samples.forEach((input, sample) -> handOut(sample, backward.adjoints().get(sample), input, tail));
    List<Statement> statements = new ArrayList<>(ScatterToGather.gathered(network.whole()));
    statements.addAll(out.statements());
    statements.addAll(backward.statements());
    statements.addAll(tail.statements());
    return new Program("gradients", NetworkPrograms.live(statements, Set.of()));
  }

  /** Adds the gradient of a weighted loss by its output. */
  private static Buffer lossGradient(GraphOutput output, Buffer value, int number, Lowering out) {
    // The loss itself is no result here, so that nothing is left of it but what its gradient reads.
    Buffer loss = Buffer.value(Buffer.ofNetwork("loss", number), List.of());
    LossRule.Buffers buffers = NetworkPrograms.loss(output, value, number, loss, out);
    Buffer gradient = Buffer.value(Buffer.nameOf(loss.name(), "Gradient"), value.shape());
    Losses.backward(buffers, Buffer.lossGradient(number), gradient, out);
    return gradient;
  }

  /** What layers read of the inputs of floats, by the number of the input. */
  private static Map<Integer, Buffer> samples(LoweredNetwork network) {
    Map<Integer, Buffer> samples = new LinkedHashMap<>();
    List<GraphInput> inputs = network.graph().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (!inputs.get(i).ints()) {
        samples.put(i, network.values().get(inputs.get(i).name()));
      }
    }
    return samples;
  }

  /** Hands out the gradient by an input, 0 where nothing depends on it smoothly. */
  private static void handOut(Buffer sample, Buffer adjoint, int input, Lowering tail) {
    String name = Buffer.ofNetwork("inputGradient", input);
    if (adjoint != null) {
      NetworkPrograms.handOut(adjoint, name, input, tail);
    } else {
      Buffer external = Buffer.of(Buffer.nameOf(name, "Out"), Buffer.Role.OUTPUT, sample.shape(), input);
      tail.add(Statement.assign(external.label(), external, Lowering.axes(sample.shape()), Expr.constant(0)));
    }
  }
}
