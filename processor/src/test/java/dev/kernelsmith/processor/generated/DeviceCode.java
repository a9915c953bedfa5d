package dev.kernelsmith.processor.generated;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through generated device code for what TornadoVM was seen to get wrong without a word, or not to compile. The numbers are of
 * TornadoVM 5.2.
 */
final class DeviceCode {
  private static final int MOST_PARALLEL_LOOPS = 3;
  private static final int MOST_ARGUMENTS = 15;
  private static final int MOST_ACCESSES = 1400;
  private static final int MOST_BYTECODES = 8000;

  private static final String API = "uk/ac/manchester/tornado/api/";

  /** Everything that kernels may call, besides each other: patterns of names by class. */
  private static final Map<String, Set<String>> CALLS =
      Map.of(
          "java/lang/Math", Set.of("max", "min"),
          "java/lang/Integer", Set.of("intValue"),
          API + "math/TornadoMath", Set.of("abs", "cos", "exp", "floor", "log", "sin", "sqrt", "tanh", "max", "min"),
          API + "types/arrays/FloatArray", Set.of("get", "set"),
          API + "types/arrays/IntArray", Set.of("get", "set"),
          API + "types/collections/VectorFloat16", Set.of("<init>", "get", "set"),
          API + "types/vectors/Float16", Set.of("<init>", "add", "sub", "mult", "div", "get"),
          API + "KernelContext", Set.of("localBarrier", "globalBarrier", "allocateFloatLocalArray"));

  /** A number that is never negative, and what is divided from it by literals, constants and the size of the batch. */
  private static final Pattern QUOTIENT =
      Pattern.compile(
          "(?<![\\w.])(?:(?:tile|half|thread|item|group|slice|row|column|(?:left|right)(?:Index|Term)|i|batch)\\d*|\\((?:(?:tile|row|column)\\d* [-+] \\d+|(?:firstRow \\+ row|firstColumn \\+ column)"
              + "(?: \\+ \\d+)?)\\))(?: [/%] (?:\\d+|[A-Z_]+|batch|\\(batch / \\d+\\)|\\((?:\\d+|\\w+) \\* batch\\)|\\(\\d+ \\* \\(batch / \\d+\\)\\)))+");

  /** What the compiler divides. */
  private static final Pattern CONSTANT_QUOTIENT = Pattern.compile("\\b[A-Z][A-Z0-9_]* / (?:\\d+|LANES\\b)");

  /** A number and itself: where it is a product, TornadoVM loses it while it looks for multiply-adds, and its compiler fails. */
  private static final Pattern DOUBLED =
      Pattern.compile("(?<![\\w.*/%+-] ?)\\b([a-z]\\w*) \\+ \\1\\b(?! [*/%]|[.(\\[])");

  /** A barrier in a loop or branch of a kernel, where it waits for all that was done to arrays; those for local memory stand in loops that all threads go through. */
  private static final Pattern BARRIER_INSIDE = Pattern.compile("(?m)^ {8,}context\\.globalBarrier\\(\\)");

  /** A graph, a task of the graph before it, or the grid of a task. */
  private static final Pattern GRAPH_TASK_GRID =
      Pattern.compile(
          "new TaskGraph\\(\"(\\w+)\"\\)|task\\(\"(\\w+)\", [\\w.]+?\\.(\\w+)::(\\w+), (new KernelContext\\(\\))?"
              + "|threads\\(\"(\\w+\\.\\w+)\",");

  private final Set<String> faults = new TreeSet<>();
  private final Map<String, MethodModel> kernels = new HashMap<>();
  private final String name;
  private int integerQuotients;

  private DeviceCode(String name) {
    this.name = name;
  }

  /**
   * Checks what was generated for a network.
   *
   * @throws AssertionError with all that must not be there
   */
  static void check(GeneratedNetwork network) {
    Set<String> faults =
        faults(network.name(), network.compilation().sources(), network.compilation().classes());
    if (!faults.isEmpty()) {
      throw new AssertionError("device code of " + network.name() + ":\n" + String.join("\n", faults));
    }
  }

  /**
   * What must not be in device code.
   *
   * @param name of the annotated class
   * @param sources generated sources by class name
   * @param classes class files by class name
   */
  static Set<String> faults(String name, Map<String, String> sources, Map<String, byte[]> classes) {
    DeviceCode code = new DeviceCode(name);
    String kernels = name + "TornadoKernels";
    String graphs = name + "TornadoGraphs";
    String text = sources.get(kernels).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
    code.words(text);
    code.parallelLoops(text);
    Set<String> methods = new TreeSet<>();
    classes.forEach((type, bytes) -> {
      if (type.equals(kernels) || type.startsWith(kernels + "$")) {
        ClassModel model = ClassFile.of().parse(bytes);
        code.fields(model);
        model.methods().stream().filter(m -> !m.methodName().equalsString("<init>"))
            .forEach(method -> code.kernels.put(type + "." + method.methodName(), method));
      } else if (type.equals(graphs)) {
        ClassFile.of().parse(bytes).methods().forEach(method -> code.size(type, method));
      }
    });
    code.kernels.forEach((where, method) -> code.kernel(where, method, methods));
    code.quotients(text);
    code.tasks(sources.get(graphs), methods);
    return code.faults;
  }

  private void words(String text) {
    for (String word : List.of(">>>", "@Reduce", "NaN", "INFINITY", "throw ", "boolean", "Atomic", "atomic",
        "double")) {
      if (text.contains(word)) {
        faults.add("the kernels contain " + word);
      }
    }
    BARRIER_INSIDE.matcher(text).results()
        .forEach(barrier -> faults.add("some threads may not come to a barrier: " + barrier.group().strip()));
    DOUBLED.matcher(text).results().forEach(sum -> faults.add("the kernels add a number to itself: " + sum.group()));
  }

  /** Source is indented by two places for each loop or branch. */
  private void parallelLoops(String text) {
    Deque<Integer> open = new ArrayDeque<>();
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      int indent = line.length() - line.stripLeading().length();
      while (!open.isEmpty() && indent <= open.peek()) {
        open.pop();
      }
      if (line.contains("@Parallel")) {
        open.push(indent);
        if (open.size() > MOST_PARALLEL_LOOPS) {
          faults.add("%d @Parallel loops are inside each other: %s".formatted(open.size(), line.strip()));
        }
      }
    }
  }

  private void fields(ClassModel model) {
    model.fields().stream().filter(f -> !f.fieldType().equalsString("I"))
        .forEach(f -> faults.add("field %s of the kernels is no int".formatted(f.fieldName())));
  }

  private void kernel(String where, MethodModel method, Set<String> methods) {
    String type = where.substring(0, where.lastIndexOf('.'));
    size(type, method);
    CodeAttribute code = method.findAttribute(Attributes.code()).orElseThrow();
    List<ClassDesc> parameters = method.methodTypeSymbol().parameterList();
    boolean helper = !method.flags().has(AccessFlag.PUBLIC);
    if (!helper) {
      methods.add(type.substring(type.indexOf('$') + 1) + "." + method.methodName());
      if (!method.methodName().stringValue().matches("(upload|train|predict)[A-Z]\\w*")) {
        faults.add(where + " may have the name of a function of OpenCL");
      }
      if (parameters.size() > MOST_ARGUMENTS) {
        faults.add("%s has %d arguments".formatted(where, parameters.size()));
      }
      boolean context = parameters.getFirst().displayName().equals("KernelContext");
      boolean marked = code.findAttribute(Attributes.runtimeVisibleTypeAnnotations()).isPresent();
      if (context == marked) {
        faults.add(where + " must have a KernelContext or @Parallel loops, and not both");
      }
    }
    if (parameters.stream().anyMatch(p -> p.descriptorString().equals("Z"))) {
      faults.add(where + " has a boolean parameter");
    }
    if (code.maxLocals() > 0 && code.findAttribute(Attributes.localVariableTable()).isEmpty()) {
      faults.add(where + " has no names of local variables");
    }
    int count = accesses(method);
    if (count > MOST_ACCESSES) {
      faults.add("%s accesses arrays in %d places".formatted(where, count));
    }
    for (CodeElement element : (CodeAttribute) method.code().orElseThrow()) {
      instruction(where, element);
    }
  }

  private void size(String type, MethodModel method) {
    int size = method.findAttribute(Attributes.code()).map(CodeAttribute::codeLength).orElse(0);
    if (size > MOST_BYTECODES) {
      faults.add("%s.%s has %d bytecodes".formatted(type, method.methodName(), size));
    }
  }

  /** Places where a method accesses arrays, those of the methods that it calls included: TornadoVM inlines them. */
  private int accesses(MethodModel method) {
    int count = 0;
    for (CodeElement element : (CodeAttribute) method.code().orElseThrow()) {
      if (element instanceof ArrayLoadInstruction || element instanceof ArrayStoreInstruction) {
        count++;
      } else if (element instanceof InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        MethodModel called = kernels.get(owner + "." + call.name());
        count += owner.startsWith(API + "types/arrays/") || owner.startsWith(API + "types/collections/") ? 1 : 0;
        count += called == null ? 0 : accesses(called);
      }
    }
    return count;
  }

  private void instruction(String where, CodeElement element) {
    switch (element) {
      case OperatorInstruction operator -> {
        Opcode opcode = operator.opcode();
        integerQuotients += opcode == Opcode.IDIV || opcode == Opcode.IREM ? 1 : 0;
        if (opcode == Opcode.IUSHR || opcode == Opcode.LUSHR) {
          faults.add(where + " shifts without sign");
        }
      }
      case ThrowInstruction thrown -> faults.add(where + " throws");
      case ConstantInstruction constant -> {
        if (constant.constantValue() instanceof Float number && !Float.isFinite(number)) {
          faults.add(where + " has the constant " + number);
        }
      }
      case InvokeInstruction call -> {
        String owner = call.owner().asInternalName();
        if (!kernels.containsKey(owner + "." + call.name())
            && CALLS.getOrDefault(owner, Set.of()).stream().noneMatch(call.name().stringValue()::matches)) {
          faults.add("%s calls %s.%s".formatted(where, owner, call.name()));
        }
      }
      default -> {
        // All others compile to what they say.
      }
    }
  }

  private String kernelsClass() {
    return name + "TornadoKernels";
  }

  /** Quotients of ints are those of numbers that are never negative, and no other is in the class files. */
  private void quotients(String text) {
    int found = 0;
    for (String line : CONSTANT_QUOTIENT.matcher(text).replaceAll("constant").lines().map(String::strip).toList()) {
      if (!line.startsWith("int ") && !line.startsWith("for (")) {
        continue;
      }
      Matcher matcher = QUOTIENT.matcher(line);
      String rest = matcher.replaceAll("");
      if (rest.contains("/") || rest.contains("%")) {
        faults.add("a quotient may be that of a negative number: " + line);
      }
      found += (int) line.chars().filter(c -> c == '/' || c == '%').count();
    }
    if (found != integerQuotients) {
      faults.add(
          "kernels have %d quotients of ints, %d of which are in declarations".formatted(integerQuotients, found));
    }
  }

  private void tasks(String graphs, Set<String> methods) {
    Set<String> grids = new TreeSet<>();
    Set<String> wanted = new TreeSet<>();
    Set<String> unused = new TreeSet<>(methods);
    String graph = "";
    for (MatchResult match : GRAPH_TASK_GRID.matcher(graphs).results().toList()) {
      if (match.group(1) != null) {
        graph = match.group(1);
      } else if (match.group(6) != null) {
        grids.add(match.group(6));
      } else {
        if (!match.group(2).equals(match.group(4))) {
          faults.add("task %s runs kernel %s".formatted(match.group(2), match.group(4)));
        }
        unused.remove(match.group(3) + "." + match.group(4));
        if (match.group(5) != null) {
          wanted.add(graph + "." + match.group(2));
        }
      }
    }
    unused.remove(kernelsClass() + ".uploadTouch");
    wanted.removeAll(grids);
    wanted.forEach(task -> faults.add("task " + task + " has no grid"));
    unused.forEach(kernel -> faults.add("no task runs kernel " + kernel));
  }
}
