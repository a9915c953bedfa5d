package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.ParameterSpec;
import dev.kernelsmith.processor.emit.kernel.RandomArguments;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The variables that kernels of a program are called with. */
final class ProgramVariables {
  private final Function<Kernel, List<ParameterSpec>> parameters;

  /** The program's arrays by the variables that hold them. */
  private final Map<String, Place> arrays = new HashMap<>();

  /**
   * Those of a program.
   *
   * @param parameters what the method of a kernel is called with
   */
  ProgramVariables(ScheduledProgram program, Function<Kernel, List<ParameterSpec>> parameters) {
    this.parameters = parameters;
    program.places().forEach(place -> arrays.put(place.variable(), place));
    // Also where no buffer lies there: lanes are added up in it.
    arrays.put(Place.FLOATS.variable(), Place.FLOATS);
  }

  /** What the calls of kernels have as arguments, but for steps and rows, each once: arrays, with what goes with gradients behind these, then numbers. */
  List<ParameterSpec> of(List<Kernel> kernels) {
    Map<Place, List<ParameterSpec>> ordered = new TreeMap<>();
    List<ParameterSpec> numbers = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Kernel kernel : kernels) {
      List<String> given = kernel.given().stream().map(Axis::name).toList();
      for (ParameterSpec parameter : parameters.apply(kernel)) {
        if (!given.contains(parameter.name()) && known.add(parameter.name())) {
          Place place = place(parameter.name());
          (place == null ? numbers : ordered.computeIfAbsent(place, p -> new ArrayList<>())).add(parameter);
        }
      }
    }
    List<ParameterSpec> variables = new ArrayList<>();
    ordered.values().forEach(variables::addAll);
    variables.addAll(numbers);
    return variables;
  }

  /** The array that a variable is, or is about; null for a number of the step. */
  private @Nullable Place place(String variable) {
    return switch (variable) {
      case "gradientOffset", "accumulate", "copies" -> Place.GRADIENTS;
      default -> arrays.get(variable);
    };
  }

  /** The array that a variable is; null for others. */
  @Nullable
  Place array(ParameterSpec variable) {
    Place place = place(variable.name());
    return place != null && place.variable().equals(variable.name()) ? place : null;
  }

  /** Where a variable is found in a method that has a block. */
  String source(ParameterSpec variable) {
    String key = RandomArguments.keySource(variable.name());
    if (key != null) {
      return key;
    }
    Place array = array(variable);
    return "block." + (array == null ? variable.name() : array.field());
  }
}
