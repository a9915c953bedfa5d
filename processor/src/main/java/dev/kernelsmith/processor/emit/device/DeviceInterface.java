package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.lower.LossRule;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is handed to and from the task graphs of a network: inputs, targets, and the parts of the arrays of results. */
final class DeviceInterface {
  /**
   * An array that is sent before a program runs.
   *
   * @param place what it is on the host
   * @param length elements of a sample
   * @param constant constant with that length
   */
  record Sent(Place place, int length, String constant) {
    /** Name of its field, or of its part behind the program's name. */
    String name() {
      return place.variable();
    }

    boolean ints() {
      return place.kind().isInt();
    }
  }

  private final List<Sent> inputs = new ArrayList<>();
  private final List<Sent> targets = new ArrayList<>();
  private final List<Integer> outputs;
  private final List<String> lengths = new ArrayList<>();
  private int losses;

  DeviceInterface(NetworkPrograms programs) {
    for (Buffer input : programs.network().inputs()) {
      Place.Kind kind = input.isInt() ? Place.Kind.INT_INPUT : Place.Kind.INPUT;
      inputs.add(new Sent(new Place(kind, input.number()), input.elements(), constant("INPUT", input.number())));
    }
    outputs = programs.network().outputs().stream().map(Buffer::elements).toList();
    for (int i = 0; i < outputs.size(); i++) {
      lengths.add(constant("OUTPUT", i));
      GraphOutput output = programs.network().graph().outputs().get(i);
      if (output.loss() != null) {
        target(Losses.target(output), losses++, i, programs.network().outputs().get(i).shape());
      }
    }
  }

  private void target(LossRule.Target target, int loss, int output, List<Integer> shape) {
    if (target == LossRule.Target.CLASS) {
      int positions = Losses.positions(shape).stream().reduce(1, Math::multiplyExact);
      targets.add(new Sent(new Place(Place.Kind.CLASSES, loss), positions, Integer.toString(positions)));
    } else if (target != LossRule.Target.NONE) {
      targets.add(new Sent(new Place(Place.Kind.TARGETS, loss), outputs.get(output), constant("OUTPUT", output)));
    }
  }

  private static String constant(String name, int number) {
    return number == 0 ? name : name + number;
  }

  List<Sent> inputs() {
    return inputs;
  }

  /** Number of losses. */
  int losses() {
    return losses;
  }

  /** Targets, one for each loss that compares with any. */
  List<Sent> targets() {
    return targets;
  }

  /** Elements of each output. */
  List<Integer> outputs() {
    return outputs;
  }

  /** Arrays that are sent before a program of a mode runs, by their names. */
  Map<String, Sent> sent(Mode mode) {
    Map<String, Sent> sent = new LinkedHashMap<>();
    inputs.forEach(input -> sent.put(ModeArrays.name(mode, input.name()), input));
    if (mode == Mode.TRAINING) {
      targets.forEach(target -> sent.put(target.name(), target));
    }
    return sent;
  }

  /** Floats of a sample that a program leaves, {@code 1 + OUTPUT}: losses and logits, or logits and probabilities. */
  String results(Mode mode) {
    return switch (mode) {
      case PREDICTION -> sum(lengths.size(), 2);
      case TRAINING -> losses + " + " + sum(lengths.size(), 1);
    };
  }

  /** Where a tensor of the network's outputs starts among what a prediction leaves of a sample; empty for the first. */
  String predictedStart(int tensor) {
    String whole = sum(tensor / 2, 2);
    String half = tensor % 2 == 0 ? "" : lengths.get(tensor / 2);
    return whole.isEmpty() || half.isEmpty() ? whole + half : whole + " + " + half;
  }

  /** Where an output starts among what a training step leaves of a sample. */
  String trainedStart(int output) {
    String before = sum(output, 1);
    return before.isEmpty() ? Integer.toString(losses) : losses + " + " + before;
  }

  /** The lengths of the first outputs, added up. */
  private String sum(int count, int times) {
    return lengths.subList(0, count).stream()
        .map(length -> times == 1 ? length : times + " * " + length)
        .collect(Collectors.joining(" + "));
  }
}
