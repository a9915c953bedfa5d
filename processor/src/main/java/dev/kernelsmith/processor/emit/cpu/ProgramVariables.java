package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.ParameterSpec;
import dev.kernelsmith.processor.emit.kernel.KernelWriter;
import dev.kernelsmith.processor.emit.kernel.RandomArguments;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The variables that kernels of a program are called with. */
final class ProgramVariables {
  private final ScheduledProgram program;

  /** The program's arrays by the variables that hold them. */
  private final Map<String, Place> arrays = new HashMap<>();

  ProgramVariables(ScheduledProgram program) {
    this.program = program;
    program.places().forEach(place -> arrays.put(place.variable(), place));
    // Also where no buffer lies there: lanes are added up in it.
    arrays.put(Place.FLOATS.variable(), Place.FLOATS);
  }

  /** What the calls of kernels have as arguments, each once: arrays, with what goes with gradients behind these, then numbers. */
  List<ParameterSpec> of(List<Kernel> kernels) {
    Map<Place, List<ParameterSpec>> ordered = new TreeMap<>();
    Set<ParameterSpec> numbers = new LinkedHashSet<>();
    for (Kernel kernel : kernels) {
      for (ParameterSpec parameter : KernelWriter.parameters(program, kernel)) {
        Place place = place(parameter.name());
        if (place == null) {
          numbers.add(parameter);
        } else {
          List<ParameterSpec> ofPlace = ordered.computeIfAbsent(place, p -> new ArrayList<>());
          if (!ofPlace.contains(parameter)) {
            ofPlace.add(parameter);
          }
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
