package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.kernel.ProgramConstants;
import dev.kernelsmith.processor.emit.kernel.SpilledDialect;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.kernel.UpdateFactors;
import dev.kernelsmith.processor.emit.kernel.UpdateLoop;
import dev.kernelsmith.processor.emit.text.Body;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * The update on a device: one launch over the flat arrays, a parameter a thread, or a vector of them where threads are a processor's. Where the optimizer needs sums over all elements, two
 * launches come before it: some threads sum up a share each, one adds up the shares. Shares and sums lie behind the gradients.
 */
final class TornadoUpdate {
  /** Name of the task and of its kernel. */
  static final String NAME = "trainUpdate";

  /** Name of the task that sums up shares. */
  static final String SHARES = "trainShares";

  /** Name of the task that adds up the shares. */
  static final String SUMS = "trainSums";

  private static final String START_OF_SHARES = "START_OF_SHARES";
  private static final String START_OF_SUMS = "START_OF_SUMS";
  private static final String PARTS_OF_SUM = "PARTS_OF_SUM";

  /** Names of the constants that its kernels may have. */
  static final List<String> CONSTANTS = List.of(START_OF_SHARES, START_OF_SUMS, PARTS_OF_SUM);

  private static final int GROUP = 64;

  /** Threads of a group that a core of a processor takes whole. */
  private static final int OF_CORE = 16;

  /** Elements of a vector. */
  private static final int LANES = Size.LANES.value();

  /** Shares of a sum. */
  private static final int PARTS = 256;

  private final UpdateProgram update;
  private final int gradients;
  private final int floats;

  TornadoUpdate(UpdateProgram update, ParameterLayout parameters) {
    this.update = update;
    gradients = Math.addExact(parameters.gradients(), Target.LANES); // the host takes as many as it has, from the first on
    floats = parameters.updated();
  }

  /** What it is made of. */
  List<Statement> statements() {
    return update.program().statements();
  }

  /** Length of the array of gradients, with what lies behind them: whole vectors. */
  int gradientFloats() {
    return Target.padded(gradients + update.sums().size() * (PARTS + 1));
  }

  /** The constants that its kernels have. */
  List<FieldSpec> constants() {
    return floats == 0 || update.sums().isEmpty()
        ? List.of()
        : List.of(
            ProgramConstants.constant(PARTS_OF_SUM, PARTS, "Shares of a sum over all elements.\n"),
            ProgramConstants.constant(START_OF_SHARES, gradients, "Start in {@code gradients}.\n"),
            ProgramConstants.constant(
                START_OF_SUMS, gradients + update.sums().size() * PARTS, "Start in {@code gradients}.\n"));
  }

  /** Names of the numbers of a step that kernels use, which lie at the start of array {@code step}. */
  List<String> factors() {
    Set<String> names = new LinkedHashSet<>(UpdateFactors.shared(changes()));
    names.addAll(UpdateFactors.shared(update.factors(true)));
    names.addAll(UpdateFactors.shared(update.sums()));
    update.factors(true).forEach(f -> names.remove(f.target().name()));
    update.sums().forEach(s -> names.remove(s.target().name()));
    return List.copyOf(names);
  }

  /** Names of the optimizer's slots, which are those of their arrays. */
  List<String> slots() {
    return update.slots().stream().map(Buffer::name).toList();
  }

  /** Statements that compute the factors, in double. */
  CodeBlock computeFactors() {
    return UpdateFactors.write(update.factors(false), factors());
  }

  private List<Statement> changes() {
    return update.loops().stream().flatMap(List::stream).toList();
  }

  /** The tasks, in order; none where nothing is updated. */
  List<TornadoTask> tasks(DeviceSchedule schedule) {
    List<TornadoTask> tasks = new ArrayList<>();
    if (floats == 0) {
      return tasks;
    }
    if (!update.sums().isEmpty()) {
      tasks.add(task(SHARES, schedule, PARTS, List.of(), 2L * floats));
      tasks.add(task(SUMS, schedule, GROUP, List.of(), (long) PARTS * update.sums().size()));
    }
    tasks.add(
        task(NAME, schedule, threads(schedule), List.of("parameters"), (long) floats * (2 + 2 * slots().size() + 1)));
    return tasks;
  }

  private TornadoTask task(
      String name, DeviceSchedule schedule, int threads, List<String> results, long accesses) {
    boolean explicit = schedule.explicit();
    return new TornadoTask(
        name, holder(schedule), explicit, arrays(), false,
        schedule == DeviceSchedule.FPGA ? null
            : new TornadoGrid(Integer.toString(threads), 0, explicit ? GROUP : OF_CORE, 1),
        results, false, 0, 0,
        0, accesses);
  }

  private static String holder(DeviceSchedule schedule) {
    return schedule.className() + "Training";
  }

  /** One thread a parameter, or a vector of them, rounded up to whole groups. */
  private int threads(DeviceSchedule schedule) {
    return schedule == DeviceSchedule.CPU
        ? Math.ceilDiv(floats / LANES, OF_CORE) * OF_CORE
        : Math.ceilDiv(floats, GROUP) * GROUP;
  }

  private List<String> arrays() {
    List<String> arrays = new ArrayList<>(List.of("parameters", "gradients"));
    arrays.addAll(slots());
    arrays.add("step");
    return arrays;
  }

  /** The kernels; none where nothing is updated. */
  List<MethodSpec> write(DeviceSchedule schedule) {
    List<MethodSpec> kernels = new ArrayList<>();
    if (floats == 0) {
      return kernels;
    }
    if (!update.sums().isEmpty()) {
      kernels.add(
          kernel(SHARES, "Each thread sums up every " + PARTS + "th element", schedule, "t", PARTS, PARTS, shares()));
      kernels.add(
          kernel(SUMS, "A thread adds up the shares of a sum", schedule, "s", GROUP, update.sums().size(), totals()));
    }
    kernels.add(
        schedule == DeviceSchedule.CPU
            ? kernel(NAME, "A step of the optimizer, a vector of parameters a thread", schedule, "block",
                threads(schedule), floats / LANES, elements(LANES))
            : kernel(NAME, "A step of the optimizer, one parameter a thread", schedule, "i", threads(schedule), floats,
                elements(1)));
    return kernels;
  }

  /**
   * A kernel.
   *
   * @param thread name of the number of the thread
   * @param threads threads that are started
   * @param used those that have something to do
   */
  private MethodSpec kernel(
      String name, String words, DeviceSchedule schedule, String thread, int threads, int used, CodeBlock body) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.STATIC).addJavadoc("$L.\n", words);
    if (schedule.explicit()) {
      method.addParameter(TornadoNames.KERNEL_CONTEXT, "context");
    }
    arrays().forEach(array -> method.addParameter(TornadoNames.FLOAT_ARRAY, array));
    boolean guarded = threads > used;
    CodeBlock.Builder code = CodeBlock.builder();
    if (schedule.explicit()) {
      code.addStatement("int $L = context.globalIdx", thread);
    } else {
      code.beginControlFlow("for (@#Parallel int $L = 0; $L < $L; $L++)", thread, thread, guarded ? threads : used,
          thread);
    }
    if (guarded) {
      code.beginControlFlow("if ($L < $L)", thread, used);
    }
    code.add(body);
    if (guarded) {
      code.endControlFlow();
    }
    if (!schedule.explicit()) {
      code.endControlFlow();
    }
    return method.addCode(code.build()).build();
  }

  /** Locals for numbers of a step that the host has computed. */
  private void declareGiven(Lines lines, Set<String> names) {
    List<String> factors = factors();
    for (int f = 0; f < factors.size(); f++) {
      if (names.contains(factors.get(f))) {
        lines.declare("float", factors.get(f),
            Value.number("step.get(" + TornadoDialect.constant(factors.get(f)) + ")"));
      }
    }
  }

  private CodeBlock shares() {
    List<Statement> sums = update.sums();
    int trained = sums.getFirst().axes().getFirst().extent();
    Body body = Body.ofDevice();
    declareGiven(body, UpdateFactors.shared(sums));
    UpdateLoop loop = new UpdateLoop(update, body, UpdateFactors.shared(sums));
    sums.forEach(s -> loop.declareSum(s.target().name()));
    body.open("for (int i = t; i < " + trained + "; i += " + PARTS_OF_SUM + ")");
    loop.load(sums);
    sums.forEach(s -> loop.addTo(s.target().name(), s));
    body.close();
    for (int s = 0; s < sums.size(); s++) {
      Distance start = Distance.of(START_OF_SHARES).plus(Distance.of(PARTS_OF_SUM).times(s));
      loop.storeSum(sums.get(s).target().name(), "gradients", IndexText.plus("t", start));
    }
    return body.code();
  }

  private CodeBlock totals() {
    return CodeBlock.builder()
        .addStatement("float sum = 0f")
        .beginControlFlow("for (int t = 0; t < $L; t++)", PARTS_OF_SUM)
        .addStatement("sum += gradients.get($L + s * $L + t)", START_OF_SHARES, PARTS_OF_SUM)
        .endControlFlow()
        .addStatement("gradients.set($L + s, sum)", START_OF_SUMS)
        .build();
  }

  /**
   * What a thread does with so many elements, one or a vector of them: ranges of elements begin and end at whole vectors.
   */
  private CodeBlock elements(int each) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<List<Statement>> loops = update.loops();
    if (loops.size() == 1) {
      return code.add(elements(loops.getFirst(), each)).build();
    }
    String thread = each == 1 ? "i" : "block";
    for (int l = 0; l < loops.size(); l++) {
      Statement first = loops.get(l).getFirst();
      int end = (first.index().getFirst().constant() + first.axes().getFirst().extent()) / each;
      if (l == 0) {
        code.beginControlFlow("if ($L < $L)", thread, end);
      } else {
        code.nextControlFlow("else if ($L < $L)", thread, end);
      }
      code.add(elements(loops.get(l), each));
    }
    return code.endControlFlow().build();
  }

  private CodeBlock elements(List<Statement> loop, int each) {
    List<Statement> here = update.factors(true);
    Set<String> shared = UpdateFactors.needed(here, UpdateFactors.shared(loop));
    Body body = Body.ofDevice();
    declareGiven(body, shared);
    for (int s = 0; s < update.sums().size(); s++) {
      String name = update.sums().get(s).target().name();
      if (shared.contains(name)) {
        String at = IndexText.plus(START_OF_SUMS, s);
        body.declare("float", name, Value.number("gradients.get(" + at + ")"));
      }
    }
    UpdateLoop writer =
        new UpdateLoop(update, each == 1 ? new TornadoDialect() : new SpilledDialect(), body, shared);
    for (Statement factor : here) {
      String name = factor.target().name();
      if (shared.contains(name)) {
        body.declare("float", name, writer.write(factor.value(), name));
      }
    }
    if (each == 1) {
      writer.load(loop);
      writer.set(loop);
    } else {
      vectors(body, writer, loop);
    }
    return body.code();
  }

  /** Takes the vectors of a thread apart, does with each lane what is done with an element, and joins the lanes of what has changed. */
  private void vectors(Body body, UpdateLoop writer, List<Statement> loop) {
    Set<String> read = new LinkedHashSet<>();
    Set<String> changed = new LinkedHashSet<>();
    for (Statement s : loop) {
      s.buffersRead().stream().filter(b -> !UpdateProgram.isShared(b)).forEach(b -> read.add(b.name()));
      changed.add(s.target().name());
    }
    changed.remove(update.gradients().name());
    Set<String> arrays = new LinkedHashSet<>(read);
    arrays.addAll(changed);
    for (String array : arrays) {
      String lanes = SpilledDialect.lanes(array);
      body.line(String.format(Locale.ROOT, "float[] %s = new float[%s]", lanes, Size.LANES.name()));
      if (read.contains(array)) {
        body.line(String.format(Locale.ROOT, "spill(new #VectorFloat16(%s).get(block), %s, 0)", array, lanes));
      }
    }
    body.open(String.format(Locale.ROOT, "for (int i = 0; i < %s; i++)", Size.LANES.name()));
    writer.load(loop);
    writer.set(loop);
    body.close();
    for (String array : changed) {
      body.line(
          String.format(Locale.ROOT, "new #VectorFloat16(%s).set(block, joined(%s, 0))", array,
              SpilledDialect.lanes(array)));
    }
  }
}
