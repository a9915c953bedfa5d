package dev.kernelsmith.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.StoreInstruction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which layer a place in the generated code of a training is of. The processor writes a table of the calls of kernels, in the order that they have in their methods; the class files tell the line of each, and what methods
 * that several layers share are called with.
 */
final class LayerCalls {
  private static final String TABLES = "META-INF/kernelsmith/";
  private static final String NETWORK = "Network";

  /** Of methods that call kernels, and get nothing but a block. */
  private static final String OF_BLOCK = "(Ldev/kernelsmith/runtime/spi/Block;)V";

  /**
   * A call of a kernel.
   *
   * @param kernel its method
   * @param layer its layer; empty for none
   * @param forward whether it is on the way forward
   * @param flops operations for one sample, or of a step where it is once for the batch
   * @param once whether it is once for the batch
   */
  record Call(String kernel, String layer, boolean forward, double flops, boolean once) {
    boolean isLike(Call other) {
      return layer.equals(other.layer) && forward == other.forward;
    }
  }

  /** A call in a class file: what method, with which constants among its arguments. */
  private record Invoked(String method, int line, String kernel, List<Integer> constants) {}

  private final String base;
  private final ClassLoader loader;
  private final Map<String, Map<String, List<Call>>> callers = new HashMap<>();
  private final Map<String, Map<Integer, Call>> lines = new HashMap<>();

  private LayerCalls(String base, ClassLoader loader) {
    this.base = base;
    this.loader = loader;
  }

  /**
   * Reads the table of a network.
   *
   * @param network its class
   * @return null where there is none: an older processor compiled the network, or it is none that the processor wrote
   * @throws IOException if it cannot be read
   */
  static @Nullable LayerCalls of(Class<?> network) throws IOException {
    ClassLoader loader = network.getClassLoader();
    String name = network.getName();
    if (loader == null || !name.endsWith(NETWORK)) {
      return null;
    }
    LayerCalls calls = new LayerCalls(name.substring(0, name.length() - NETWORK.length()), loader);
    try (InputStream table = loader.getResourceAsStream(TABLES + calls.base + ".layers")) {
      if (table == null) {
        return null;
      }
      new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(calls::add);
      return calls;
    }
  }

  private void add(String line) {
    String[] cells = line.split("\t");
    int samples = Integer.parseInt(cells[2]);
    List<Call> calls = new ArrayList<>();
    for (int i = 3; i < cells.length; i++) {
      String[] words = cells[i].split(" ");
      calls.add(new Call(words[0], words[1].equals("-") ? "" : words[1], words[2].equals("forward"),
          Double.parseDouble(words[3]) / Math.max(1, samples), samples == 0));
    }
    String type = base.substring(0, base.lastIndexOf('.') + 1) + cells[0];
    callers.computeIfAbsent(type, key -> new HashMap<>()).put(cells[1], calls);
  }

  /** Whether a class has kernels of the network: those of a training, or others. */
  boolean isKernels(String type) {
    return type.startsWith(base) && (type.startsWith("ScalarKernels", base.length())
        || type.startsWith("VectorKernels", base.length()));
  }

  /** Whether a class is a program of a training. */
  boolean isTraining(String type) {
    return callers.containsKey(type);
  }

  /** All calls of a program. */
  List<Call> calls(String type) {
    return callers.getOrDefault(type, Map.of()).values().stream().flatMap(List::stream).toList();
  }

  /** The call of a kernel's method, where all calls of it are of one layer; else null. */
  @Nullable
  Call named(String type, String method) {
    List<Call> of = calls(type).stream().filter(call -> call.kernel().equals(method)).toList();
    return !of.isEmpty() && of.stream().allMatch(of.getFirst()::isLike) ? of.getFirst() : null;
  }

  /** The call in a line; null where there is none. */
  @Nullable
  Call at(String type, int line) {
    return lines.computeIfAbsent(type, this::lines).get(line);
  }

  /** Lines of calls, by the class file; none where it has no numbers of lines, or cannot be read. */
  private Map<Integer, Call> lines(String type) {
    Map<String, List<Call>> table = callers.getOrDefault(type, Map.of());
    Set<String> kernels = new HashSet<>();
    table.values().forEach(calls -> calls.forEach(call -> kernels.add(call.kernel())));
    Map<Integer, Call> found = new HashMap<>();
    Map<Invoked, Call> known = new HashMap<>();
    List<Invoked> others = new ArrayList<>();
    try (InputStream file = loader.getResourceAsStream(type.replace('.', '/') + ".class")) {
      if (file == null) {
        return found;
      }
      ClassModel model = ClassFile.of().parse(file.readAllBytes());
      for (MethodModel method : model.methods()) {
        List<Invoked> invoked = invoked(method, kernels);
        List<Call> calls = table.getOrDefault(method.methodName().stringValue(), List.of());
        boolean listed = method.methodType().stringValue().endsWith(OF_BLOCK.substring(1))
            && invoked.stream().map(Invoked::kernel).toList().equals(calls.stream().map(Call::kernel).toList());
        for (int i = 0; i < invoked.size(); i++) {
          if (listed) {
            known.put(invoked.get(i), calls.get(i));
          } else {
            others.add(invoked.get(i));
          }
        }
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      return found; // such calls count as not told apart
    }
    known.forEach((place, call) -> found.put(place.line(), call));
    for (Invoked other : others) {
      List<Call> same =
          known.entrySet().stream().filter(e -> isSame(other, e.getKey())).map(Map.Entry::getValue).toList();
      if (!same.isEmpty() && same.stream().allMatch(same.getFirst()::isLike)) {
        found.put(other.line(), same.getFirst());
      }
    }
    return found;
  }

  /** Whether two calls are of the same kernel: one of them may be of a piece, whose range is no constant. */
  private static boolean isSame(Invoked piece, Invoked whole) {
    List<Integer> constants = whole.constants();
    int common = Math.min(piece.constants().size(), constants.size());
    return piece.kernel().equals(whole.kernel()) && piece.constants().equals(constants.subList(0, common));
  }

  private static List<Invoked> invoked(MethodModel method, Set<String> kernels) {
    List<Invoked> invoked = new ArrayList<>();
    List<Integer> constants = new ArrayList<>();
    int line = 0;
    CodeModel code = method.code().orElse(null);
    for (CodeElement element : code == null ? List.<CodeElement>of() : code.elementList()) {
      switch (element) {
        case LineNumber number -> line = number.line();
        case ConstantInstruction constant when constant.constantValue() instanceof Integer number ->
            constants.add(number);
        case InvokeInstruction call -> {
          if (call.opcode() == Opcode.INVOKESTATIC && kernels.contains(call.name().stringValue())) {
            invoked.add(new Invoked(method.methodName().stringValue(), line, call.name().stringValue(),
                List.copyOf(constants)));
          }
          constants.clear();
        }
        case StoreInstruction _,BranchInstruction _ -> constants.clear();
        default -> { /* hands on what is there */ }
      }
    }
    return invoked;
  }
}
