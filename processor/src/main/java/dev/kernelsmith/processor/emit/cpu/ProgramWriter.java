package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.kernel.BufferComments;
import dev.kernelsmith.processor.emit.kernel.KernelWriter;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;

/** Writes one program as a nested class: where its buffers lie, a method that runs its kernels in order, and the kernels. */
final class ProgramWriter {
  /** Calls in one method, so that no method grows with the network. */
  static final int CALLS = 40;

  private final ScheduledProgram program;
  private final String name;
  private final Constants constants;
  private final List<Members.Method> methods = new ArrayList<>();
  private final Names names = new Names()
      .reserve(List.of("floats", "ints", "kept", "lanes", "once", "parts", "phases", "piece", "hasPieces", "warmUp",
          "run", "shared"));
  private final KernelMethods kernelMethods;
  private final ParameterLayout parameters;

  private final List<CallList> onceLists;
  private final List<CallList> blockLists;
  private final ProgramVariables variables;
  private final PieceWriter pieces;

  /**
   * A writer.
   *
   * @param name simple name of the class
   * @param around constants of the class around it
   * @param parameters where the parameters lie
   * @param kinds what a layer of some name is
   */
  ProgramWriter(
      ScheduledProgram program, String name, Constants around, ParameterLayout parameters,
      UnaryOperator<String> kinds) {
    this.program = program;
    this.name = name;
    this.constants = KernelConstants.nested(around, program);
    this.parameters = parameters;
    onceLists = onceLists();
    blockLists = blockLists();
    lists().forEach(list -> names.reserve(list.methods()));
    names.reserve(PieceWriter.methodNames(program));
    kernelMethods = new KernelMethods(program, constants, names, kinds);
    variables = new ProgramVariables(program, kernelMethods::parameters);
    pieces = new PieceWriter(program, kernelMethods, variables);
  }

  /**
   * The program as a nested class.
   *
   * @param warm whether with a method that warms it up
   */
  Members.Program write(boolean warm) {
    number("lanes", program.target().block());
    number("floats", program.floats());
    number("ints", 0);
    if (program.kept() > 0) {
      number("kept", program.kept());
    }
    if (program.shared() > 0) {
      number("shared", program.shared());
    }
    if (program.parts() > 0) {
      number("parts", program.parts());
    }
    if (blockPhases() > 1) {
      number("phases", blockPhases());
    }
    once(false);
    run(false);
    if (pieces.pay()) {
      once(true);
      run(true);
      methods.addAll(pieces.write());
    }
    List<KernelMethods.Written> kernels = kernelMethods.write();
    if (warm) {
      methods.add(new WarmUpWriter(program, parameters, variables, kernelMethods).write(kernels));
    }
    kernels.forEach(kernel -> addKernel(kernel.source().methods()));
    List<FieldSpec> fields =
        new ArrayList<>(
            KernelConstants.of(
                constants, program, new BufferComments(program.kernels(), kernelMethods::description)));
    kernelMethods.constants().forEach(ofMethod -> fields.addAll(KernelConstants.of(ofMethod, program)));
    String block =
        program.target().block() == 1 ? "one sample" : "a block of " + program.target().block() + " samples";
    return new Members.Program(
        name, name + ": " + block + " at a time.\n", false, new Members(fields, methods, List.of()));
  }

  /**
   * What each call of a kernel costs.
   *
   * @param variant the class around this one
   */
  List<KernelCost> costs(String variant) {
    List<KernelCost> costs = new ArrayList<>();
    for (CallList list : lists()) {
      for (Part part : list.parts()) {
        String caller = isRun(list) ? "run" : part.method();
        for (int call = 0; call < part.kernels().size(); call++) {
          Kernel kernel = part.kernels().get(call);
          costs.add(KernelCost.of(program, kernel, variant, name, caller, call, kernelMethods.description(kernel)));
        }
      }
    }
    return costs;
  }

  /**
   * Which layers the calls of kernels are of.
   *
   * @param variant the class around this one
   */
  List<CallLayers> layers(String variant) {
    Set<Kernel> forward = CallLayers.forward(program);
    List<CallLayers> layers = new ArrayList<>();
    for (CallList list : lists()) {
      for (Part part : list.parts()) {
        layers.add(
            new CallLayers(
                variant + "$" + name, isRun(list) ? "run" : part.method(),
                part.kernels().getFirst().once() ? 0 : program.target().block(),
                part.kernels().stream()
                    .map(k -> CallLayers.Call.of(program, k, kernelMethods.name(k), forward.contains(k))).toList()));
      }
    }
    return layers;
  }

  /** Whether the method of the interface calls these kernels itself. */
  private boolean isRun(CallList list) {
    return blockPhases() == 1 && list.parts().size() == 1 && list.equals(blockLists.getFirst());
  }

  private void add(MethodSpec.Builder method, List<String> uses) {
    methods.add(new Members.Method(method.build(), uses));
  }

  /** Adds the method of a kernel, or of several, and its tiles. */
  private void addKernel(List<MethodSpec> written) {
    List<String> tiles = written.stream().skip(1).map(MethodSpec::name).toList();
    for (MethodSpec method : written) {
      add(method.toBuilder(), method == written.getFirst() ? tiles : List.of());
    }
  }

  private List<String> called(List<Kernel> kernels) {
    return kernels.stream().map(kernelMethods::name).distinct().toList();
  }

  private void number(String method, int value) {
    add(Members.override(method).returns(int.class).addStatement("return $L", value), List.of());
  }

  /** Phases with something to do for blocks; behind them there may be something for the batch. */
  private int blockPhases() {
    int phases = program.phases().size();
    return phases > 0 && program.phases().getLast().blocks().isEmpty() ? phases - 1 : phases;
  }

  /**
   * Kernels that one method calls.
   *
   * @param method its name
   * @param kernels at least one
   */
  private record Part(String method, List<Kernel> kernels) {}

  /**
   * Kernels that run in a row.
   *
   * @param kernels all of them
   * @param parts these, cut into what one method calls
   */
  private record CallList(List<Kernel> kernels, List<Part> parts) {
    /** A list whose methods are called by this name, with numbers where there are several. */
    static CallList of(String name, List<Kernel> kernels) {
      List<List<Kernel>> cut = cut(kernels);
      List<Part> parts = new ArrayList<>();
      for (List<Kernel> part : cut) {
        parts.add(new Part(cut.size() == 1 ? name : name + "Part" + (parts.size() + 1), part));
      }
      return new CallList(kernels, parts);
    }

    private static List<List<Kernel>> cut(List<Kernel> kernels) {
      List<List<Kernel>> parts = new ArrayList<>();
      boolean chained = false;
      // A loop over steps stands in one method; one over rows has its own, since the JIT inlines what is called there often, and not the vectors of too many kernels.
      for (List<Kernel> unit : Kernel.units(kernels)) {
        boolean chain = unit.getFirst().chain() != null;
        if (parts.isEmpty() || chain || chained || parts.getLast().size() + unit.size() > CALLS) {
          parts.add(new ArrayList<>());
        }
        parts.getLast().addAll(unit);
        chained = chain;
      }
      return parts;
    }

    List<String> methods() {
      return parts.stream().map(Part::method).toList();
    }
  }

  /** What blocks do in each phase. */
  private List<CallList> blockLists() {
    List<CallList> lists = new ArrayList<>();
    for (int p = 0; p < blockPhases(); p++) {
      lists.add(CallList.of("phase" + (p + 1), program.phases().get(p).blocks()));
    }
    return lists;
  }

  /** What is done once before each phase, and behind the last. */
  private List<CallList> onceLists() {
    List<CallList> lists = new ArrayList<>();
    for (int p = 0; p < program.phases().size(); p++) {
      String name = p < blockPhases() ? "beforePhase" + (p + 1) : "behindPhase" + p;
      lists.add(CallList.of(name, program.phases().get(p).once()));
    }
    return lists;
  }

  private List<CallList> lists() {
    return Statement.concat(onceLists, blockLists);
  }

  private void once(boolean crew) {
    if (onceLists.stream().anyMatch(list -> crew ? pieces.any(list.kernels()) : !list.kernels().isEmpty())) {
      dispatch("once", onceLists, true, crew);
    }
  }

  private void run(boolean crew) {
    dispatch("run", blockLists, blockPhases() > 1, crew);
  }

  /**
   * A method of the interface that calls what a phase consists of.
   *
   * @param choose whether there are several phases to choose from
   * @param crew whether by several threads
   */
  private void dispatch(String method, List<CallList> lists, boolean choose, boolean crew) {
    MethodSpec.Builder dispatch =
        Members.override(method).addParameter(int.class, "phase").addParameter(RuntimeNames.BLOCK, "block");
    if (crew) {
      dispatch.addParameter(RuntimeNames.CREW, "crew");
    }
    if (!choose && lists.stream().mapToInt(list -> list.parts().size()).sum() == 1) {
      List<Kernel> kernels = lists.getFirst().kernels();
      add(dispatch.addCode(calls(kernels, crew)), called(kernels));
      return;
    }
    if (lists.isEmpty()) {
      dispatch.addCode("// No block has anything to do.\n");
    }
    if (choose) {
      dispatch.beginControlFlow("switch (phase)");
    }
    for (int p = 0; p < lists.size(); p++) {
      CodeBlock.Builder calls = CodeBlock.builder();
      List<Part> parts = lists.get(p).parts();
      for (Part part : parts) {
        boolean together = crew && pieces.any(part.kernels());
        calls.addStatement("$L($L)", part.method(), together ? "block, crew" : "block");
      }
      if (!choose) {
        dispatch.addCode(calls.build());
      } else if (parts.size() == 1) {
        dispatch.addCode("case $L -> ", p).addCode(calls.build());
      } else if (!parts.isEmpty()) {
        dispatch.addCode("case $L -> {\n$>", p).addCode(calls.build()).addCode("$<}\n");
      }
    }
    if (choose) {
      dispatch.addCode("default -> { /* No other phase has anything to do. */ }\n").endControlFlow();
    }
    add(dispatch, lists.stream().flatMap(list -> list.methods().stream()).toList());
    for (CallList list : lists) {
      for (Part part : list.parts()) {
        List<Kernel> kernels = part.kernels();
        MethodSpec.Builder calls =
            MethodSpec.methodBuilder(part.method())
                .addModifiers(Modifier.STATIC)
                .addParameter(RuntimeNames.BLOCK, "block");
        if (!crew) {
          add(calls.addCode(calls(kernels, false)), called(kernels));
        } else if (pieces.any(kernels)) {
          add(calls.addParameter(RuntimeNames.CREW, "crew").addCode(calls(kernels, true)), called(kernels));
        }
      }
    }
  }

  /**
   * Calls of kernels.
   *
   * @param crew whether a crew is called for those that run in pieces
   */
  private CodeBlock calls(List<Kernel> kernels, boolean crew) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Kernel> alone = kernels.stream().filter(kernel -> !crew || !pieces.has(kernel)).toList();
    variables.of(alone).forEach(v -> code.addStatement("$T $L = $L", v.type(), v.name(), variables.source(v)));
    for (List<Kernel> unit : Kernel.units(kernels)) {
      Axis steps = unit.getFirst().steps();
      boolean given = steps != null && steps.isGiven();
      boolean loops = steps != null && !given;
      if (given) {
        code.addStatement("int $L = block.place", steps.name());
      }
      if (loops) {
        code.beginControlFlow("$L", loop(steps));
      }
      if (unit.getFirst().chain() != null) {
        chain(unit, crew, code);
      } else {
        unit.forEach(kernel -> call(kernel, crew, code));
      }
      if (loops) {
        code.endControlFlow();
      }
    }
    return code.build();
  }

  private void chain(List<Kernel> chain, boolean crew, CodeBlock.Builder code) {
    if (crew && pieces.has(chain.getFirst())) {
      code.add(pieces.call(chain.getFirst()));
      return;
    }
    ChainWriter loops = new ChainWriter(chain);
    code.add(loops.write("0", Integer.toString(loops.range()),
        kernel -> kernelMethods.name(kernel) + "(" + String.join(", ", kernelMethods.arguments(kernel))));
  }

  private void call(Kernel kernel, boolean crew, CodeBlock.Builder code) {
    if (crew && pieces.has(kernel)) {
      code.add(pieces.call(kernel));
      return;
    }
    List<String> arguments = kernelMethods.arguments(kernel);
    if (KernelWriter.hasRange(kernel)) {
      arguments.addAll(List.of("0", Integer.toString(KernelWriter.range(kernel))));
    }
    code.addStatement("$L($L)", kernelMethods.name(kernel), String.join(", ", arguments));
  }

  /** The loop over the steps of a sequence. */
  private static String loop(Axis steps) {
    String t = steps.name();
    return steps.sequence().reversed()
        ? "for (int " + t + " = " + (steps.extent() - 1) + "; " + t + " >= 0; " + t + "--)"
        : "for (int " + t + " = 0; " + t + " < " + steps.extent() + "; " + t + "++)";
  }

  /** Whether it is one of a training. */
  boolean trains() {
    return name.endsWith("Training");
  }

  /** Whether it pays to warm the program up. */
  boolean pays() {
    return WarmUpWriter.pays(program, parameters);
  }
}
