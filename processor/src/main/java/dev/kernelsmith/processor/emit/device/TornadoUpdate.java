package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.kernel.ProgramConstants;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.kernel.UpdateFactors;
import dev.kernelsmith.processor.emit.kernel.UpdateLoop;
import dev.kernelsmith.processor.emit.text.Body;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.JoinedUpdates;
import dev.kernelsmith.processor.schedule.Launch;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * The update on a device: one launch over the flat arrays, a parameter a thread, or a vector of them where threads are a processor's, of what {@link GradientUpdates} leave. Where the optimizer
 * needs sums over all elements, two launches come before it: some threads sum up a share each, one adds up the shares. Shares and sums lie behind the gradients.
 */
final class TornadoUpdate {
  /** Name of the task and of its kernel. */
  static final String NAME = "trainUpdate";

  /** What it finishes, as tasks call it; also the name of the array. */
  static final String PARAMETERS = "parameters";

  /** Name of the task that sums up shares. */
  static final String SHARES = "trainShares";

  /** Name of the task that adds up the shares. */
  static final String SUMS = "trainSums";

  private static final String START_OF_SHARES = "START_OF_SHARES";
  /** Name of the constant with the start of the sums in the array of gradients. */
  static final String START_OF_SUMS = "START_OF_SUMS";
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

  /** Ranges of parameters that a launch of the update takes. */
  private static final int MOST_RANGES = 8;

  private final UpdateProgram update;
  private final ParameterLayout parameters;
  private final UpdateCode code;
  private final int gradients;
  private final int floats;

  /**
   * Neighbours that are updated alike.
   *
   * @param from the first
   * @param to what is behind the last
   * @param loop the number of the loop
   */
  private record Range(int from, int to, int loop) {}

  TornadoUpdate(UpdateProgram update, ParameterLayout parameters) {
    this.update = update;
    this.parameters = parameters;
    gradients = Math.addExact(parameters.gradients(), Target.LANES); // the host takes as many as it has, from the first on
    floats = parameters.updated();
    code = new UpdateCode(update);
  }

  /** What is done with elements. */
  UpdateCode code() {
    return code;
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

  /** Names of the optimizer's slots, which are those of their arrays. */
  List<String> slots() {
    return update.slots().stream().map(Buffer::name).toList();
  }

  /** Statements that compute the factors, in double. */
  CodeBlock computeFactors() {
    return UpdateFactors.write(update.factors(false), code.factors());
  }

  /** The gradients whose parameters the launches of a step update themselves; none where an optimizer must see all gradients first. */
  Set<Buffer> joined(List<Launch> launches, DeviceSchedule schedule) {
    if (update.loops().isEmpty() || !update.sums().isEmpty()) {
      return Set.of();
    }
    Set<Buffer> updated = new LinkedHashSet<>(parameters.offsets().keySet());
    updated.removeIf(parameter -> start(parameter) >= floats || !code.fitsMethod(loop(parameter)));
    int statements = update.loops().stream().mapToInt(List::size).max().orElse(0);
    Set<Buffer> joined =
        JoinedUpdates.of(launches, schedule, updated, p -> code.isOfVectors(loop(p)), accesses() + statements);
    return ranges(joined).size() > MOST_RANGES ? Set.of() : joined;
  }

  private int start(Buffer parameter) {
    return Objects.requireNonNull(parameters.offsets().get(parameter));
  }

  /** The number of the loop that updates a parameter, among those of {@link UpdateProgram#loops()}. */
  int loop(Buffer parameter) {
    List<List<Statement>> loops = update.loops();
    int loop = 0;
    while (end(loops.get(loop)) <= start(parameter)) {
      loop++;
    }
    return loop;
  }

  private static int end(List<Statement> loop) {
    return loop.getFirst().index().getFirst().constant() + loop.getFirst().axes().getFirst().extent();
  }

  /** What a launch of its own has to update. */
  private List<Range> ranges(Set<Buffer> joined) {
    List<Range> ranges = new ArrayList<>();
    if (joined.isEmpty()) {
      int from = 0;
      for (int l = 0; l < update.loops().size(); l++) {
        ranges.add(new Range(from, end(update.loops().get(l)), l));
        from = ranges.getLast().to();
      }
      return ranges;
    }
    parameters.offsets().keySet().stream()
        .filter(parameter -> start(parameter) < floats && !joined.contains(parameter.gradient()))
        .sorted(Comparator.comparing(this::start))
        .forEach(parameter -> {
          int from = start(parameter);
          int to =
              from + parameter.elements() / parameter.shape().getLast() * Target.padded(parameter.shape().getLast());
          boolean goesOn =
              !ranges.isEmpty() && ranges.getLast().to() == from && ranges.getLast().loop() == loop(parameter);
          ranges.add(new Range(goesOn ? ranges.removeLast().from() : from, to, loop(parameter)));
        });
    return ranges;
  }

  private static int elements(List<Range> ranges) {
    return ranges.stream().mapToInt(range -> range.to() - range.from()).sum();
  }

  /** Floats that an element reads and writes. */
  private int accesses() {
    return 2 + 2 * slots().size() + 1;
  }

  /**
   * The tasks, in order; none where nothing is updated.
   *
   * @param joined gradients whose launches update their parameters themselves
   */
  List<TornadoTask> tasks(DeviceSchedule schedule, Set<Buffer> joined) {
    List<TornadoTask> tasks = new ArrayList<>();
    int elements = elements(ranges(joined));
    if (elements == 0) {
      return tasks;
    }
    if (!update.sums().isEmpty()) {
      tasks.add(task(SHARES, schedule, PARTS, List.of(), 2L * floats));
      tasks.add(task(SUMS, schedule, GROUP, List.of(), (long) PARTS * update.sums().size()));
    }
    tasks.add(
        task(NAME, schedule, threads(schedule, elements), List.of(PARAMETERS), (long) elements * accesses()));
    return tasks;
  }

  private TornadoTask task(
      String name, DeviceSchedule schedule, int threads, List<String> results, long accesses) {
    boolean explicit = schedule.explicit();
    return new TornadoTask(
        name, holder(schedule), explicit, arraysOfKernel(), false,
        schedule == DeviceSchedule.FPGA ? null
            : new TornadoGrid(Integer.toString(threads), 0, explicit ? GROUP : OF_CORE, 1),
        results, false, 0, 0,
        0, accesses);
  }

  private static String holder(DeviceSchedule schedule) {
    return schedule.className() + "Training";
  }

  /** One thread a parameter, or a vector of them, rounded up to whole groups. */
  private static int threads(DeviceSchedule schedule, int elements) {
    return schedule == DeviceSchedule.CPU
        ? Math.ceilDiv(elements / LANES, OF_CORE) * OF_CORE
        : Math.ceilDiv(elements, GROUP) * GROUP;
  }

  /** The arrays that an update takes; the numbers of a step are in another. */
  List<String> arrays() {
    List<String> arrays = new ArrayList<>(List.of(PARAMETERS, "gradients"));
    arrays.addAll(slots());
    return arrays;
  }

  private List<String> arraysOfKernel() {
    List<String> arrays = arrays();
    arrays.add(TornadoDialect.STEP);
    return arrays;
  }

  /** The kernels of the {@linkplain #tasks tasks}. */
  List<MethodSpec> write(DeviceSchedule schedule, Set<Buffer> joined) {
    List<MethodSpec> kernels = new ArrayList<>();
    List<Range> ranges = ranges(joined);
    int elements = elements(ranges);
    if (elements == 0) {
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
            ? kernel(NAME, "A step of the optimizer, a vector of parameters a thread", schedule,
                thread(ranges, "block"),
                threads(schedule, elements), elements / LANES, elements(ranges, LANES))
            : kernel(NAME, "A step of the optimizer, one parameter a thread", schedule, thread(ranges, "i"),
                threads(schedule, elements), elements,
                elements(ranges, 1)));
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
    arraysOfKernel().forEach(array -> method.addParameter(TornadoNames.FLOAT_ARRAY, array));
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

  private CodeBlock shares() {
    List<Statement> sums = update.sums();
    int trained = sums.getFirst().axes().getFirst().extent();
    Body body = Body.ofDevice();
    code.declare(body, UpdateFactors.shared(sums));
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
  private CodeBlock elements(List<Range> ranges, int each) {
    String element = each == 1 ? "i" : "block";
    String thread = thread(ranges, element);
    CodeBlock.Builder text = CodeBlock.builder();
    int done = 0;
    for (Range range : ranges) {
      int end = done + (range.to() - range.from()) / each;
      if (ranges.size() > 1 && done == 0) {
        text.beginControlFlow("if ($L < $L)", thread, end);
      } else if (ranges.size() > 1) {
        text.nextControlFlow("else if ($L < $L)", thread, end);
      }
      if (!thread.equals(element)) {
        text.addStatement("int $L = $L", element, IndexText.plus(thread, range.from() / each - done));
      }
      text.add(code.step(update.loops().get(range.loop()), each));
      done = end;
    }
    return ranges.size() > 1 ? text.endControlFlow().build() : text.build();
  }

  /** What the number of a thread is called: like the element, where threads are numbered as these are. */
  private static String thread(List<Range> ranges, String element) {
    int next = 0;
    for (Range range : ranges) {
      if (range.from() != next) {
        return "t";
      }
      next = range.to();
    }
    return element;
  }
}
