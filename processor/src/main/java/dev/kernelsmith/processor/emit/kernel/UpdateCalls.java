package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.ir.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The methods with which a kernel moves parameters as soon as it has their gradients.
 *
 * @param methods by gradient
 */
public record UpdateCalls(Map<Buffer, Method> methods) {
  /** No calls at all. */
  public static final UpdateCalls NONE = new UpdateCalls(Map.of());

  /** Copies the map. */
  public UpdateCalls {
    methods = Map.copyOf(methods);
  }

  /**
   * A method.
   *
   * @param name its name
   * @param arrays its first arguments
   * @param numbers of a step, which are locals where it is called: its arguments behind the index
   */
  public record Method(String name, List<String> arrays, List<String> numbers) {
    /** Copies the lists. */
    public Method {
      arrays = List.copyOf(arrays);
      numbers = List.copyOf(numbers);
    }

    /** The same, as a method calls it in which arrays and numbers have other names. */
    public Method with(Map<String, String> arrayNames, Map<String, String> numberNames) {
      return new Method(name, arrays.stream().map(arrayNames::get).toList(),
          numbers.stream().map(numberNames::get).toList());
    }

    /** A call for an element or vector. */
    public String call(String index) {
      List<String> arguments = new ArrayList<>(arrays);
      arguments.add(index);
      arguments.addAll(numbers);
      return name + "(" + String.join(", ", arguments) + ")";
    }
  }
}
