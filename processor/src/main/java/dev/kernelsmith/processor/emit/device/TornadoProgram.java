package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.kernel.BufferComments;
import dev.kernelsmith.processor.emit.kernel.ProgramConstants;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Launch;
import dev.kernelsmith.processor.schedule.Launches;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** One program of a network for one kind of device: its tasks, and the class that holds their kernels. */
final class TornadoProgram {
  private final Mode mode;
  private final List<Parameter> named;
  private final ParameterLayout parameters;
  private final DeviceSchedule schedule;
  private final ScheduledProgram program;
  private final String holder;
  private final StepArray step;
  private final TornadoUpdate update;
  private final List<TornadoTask> tasks = new ArrayList<>();
  private final TypeSpec kernels;

  /**
   * Writes a program.
   *
   * @param program the program, scheduled for the kind of device
   * @param named the network's parameters
   * @param step the numbers of a training step
   * @param update what a training step ends with
   */
  TornadoProgram(
      ScheduledProgram program, DeviceSchedule schedule, Mode mode, List<Parameter> named, ParameterLayout parameters,
      StepArray step, TornadoUpdate update) {
    this.program = program;
    this.schedule = schedule;
    this.mode = mode;
    this.named = named;
    this.parameters = parameters;
    this.step = step;
    this.update = update;
    holder = schedule.className() + (mode == Mode.TRAINING ? "Training" : "Prediction");
    kernels = write();
  }

  DeviceSchedule schedule() {
    return schedule;
  }

  private static boolean isLossGradient(Buffer buffer) {
    return buffer.role() == Buffer.Role.LOSS_GRADIENT;
  }

  /** The statements of its kernels. */
  List<Statement> statements() {
    return program.kernels().stream().flatMap(kernel -> kernel.statements().stream()).toList();
  }

  /** The tasks, in order. */
  List<TornadoTask> tasks() {
    return tasks;
  }

  /** The class with the kernels. */
  TypeSpec kernels() {
    return kernels;
  }

  /** Floats of working memory per sample. */
  int floats() {
    return program.floats();
  }

  /** Floats of working memory that all samples share. */
  int shared() {
    return program.shared();
  }

  private TypeSpec write() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(holder)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("Kernels of a $L, for a $L.\n",
                mode.words(), schedule)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    Constants constants = constants();
    if (mode == Mode.TRAINING && schedule == DeviceSchedule.CPU && parameters.updated() > 0) {
      Size.LANES.in(constants); // for the update
    }
    List<Kernel> launched = new ArrayList<>();
    Map<Kernel, String> methodOf = new IdentityHashMap<>();
    Names methods = new Names().reserve(List.of(TornadoUpdate.NAME, TornadoUpdate.SHARES, TornadoUpdate.SUMS));
    List<Launch> launches = Launches.of(program, schedule);
    GradientUpdates updates = new GradientUpdates(update, launches, schedule);
    for (Launch launch : launches) {
      TornadoKernelWriter writer = new TornadoKernelWriter(program, constants, schedule, launch, updates);
      String name = methods.exact(Names.ascii(launch.name()));
      type.addMethod(writer.write(name));
      tasks.add(task(name, launch, writer, updates.results(launch)));
      launched.addAll(launch.kernels());
      launch.kernels().forEach(kernel -> methodOf.put(kernel, name));
    }
    if (mode == Mode.TRAINING) {
      tasks.addAll(update.tasks(schedule, updates.joined()));
      update.write(schedule, updates.joined()).forEach(type::addMethod);
      updates.methods().forEach(type::addMethod);
    }
    fields(type, constants, new BufferComments(launched, methodOf::get));
    return type.build();
  }

  /** Names for the starts of buffers, and for distances in them. */
  private Constants constants() {
    Names names = new Names().reserve(starts().keySet()).reserve(numbers().keySet());
    Constants constants = new Constants(names.reserve(Size.names()).reserve(TornadoUpdate.CONSTANTS));
    usedParameters().keySet().forEach(parameter -> ProgramConstants.name(constants, parameter));
    ProgramConstants.name(constants, program);
    return constants;
  }

  private void fields(TypeSpec.Builder type, Constants constants, BufferComments comments) {
    Size.write(type, constants);
    type.addFields(
        ProgramConstants.fields(
            constants, program,
            layout -> comments.of(layout, layout.place().is(Place.Kind.FLOATS) ? " of each sample" : ""),
            Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL));
    starts().forEach(
        (name, start) -> type.addField(
            ProgramConstants.constant(name, start, "Start in {@code results}, in floats per sample.\n")));
    numbers().forEach(
        (name, index) -> type.addField(ProgramConstants.constant(name, index, "Index in {@code step}.\n")));
    usedParameters().forEach(
        (parameter, start) -> ProgramConstants
            .fields(constants, parameter, start, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .forEach(type::addField));
  }

  /** Constants with indices in array {@code step}. */
  private Map<String, Integer> numbers() {
    if (mode != Mode.TRAINING) {
      return Map.of();
    }
    Map<String, Integer> numbers = step.constants();
    // Where no parameter follows from the loss, as behind an argmax, nothing reads them.
    if (statements().stream().noneMatch(s -> s.buffersRead().stream().anyMatch(TornadoProgram::isLossGradient))) {
      numbers.remove(StepArray.LOSS_GRADIENTS);
    }
    return numbers;
  }

  /** The parameters that the program reads or has gradients of, with their starts. */
  private Map<Buffer, Integer> usedParameters() {
    Map<Buffer, Integer> used = new LinkedHashMap<>(parameters.offsets());
    Set<Buffer> known = program.layouts().keySet();
    used.keySet().removeIf(buffer -> !known.contains(buffer) && !known.contains(buffer.gradient()));
    return used;
  }

  /** Constant with the start of losses or of an output in array {@code results}, per sample. */
  static String startOf(Place results) {
    return "START_OF_" + Names.constant(results.variable());
  }

  /** Where losses and outputs start in array {@code results}, one behind the other; the first losses need no constant. */
  Map<String, Integer> starts() {
    Map<String, Integer> starts = new LinkedHashMap<>();
    List<Place> places = new ArrayList<>(program.places());
    places.sort(Comparator.comparing((Place place) -> !place.is(Place.Kind.LOSSES)));
    int start = 0;
    for (Place place : places) {
      if (!place.is(Place.Kind.OUTPUT) && !place.is(Place.Kind.LOSSES)) {
        continue;
      }
      if (start > 0 || place.is(Place.Kind.OUTPUT)) {
        starts.put(startOf(place), start);
      }
      start += Math.toIntExact(program.handed(place));
    }
    return starts;
  }

  private TornadoTask task(String name, Launch launch, TornadoKernelWriter writer, List<String> updated) {
    Set<Buffer> touched = new LinkedHashSet<>();
    List<String> results = new ArrayList<>();
    for (Kernel kernel : launch.kernels()) {
      touched.addAll(kernel.touched());
      for (Statement s : kernel.statements()) {
        String result = result(s.target());
        if (!result.isEmpty()) {
          results.add(result);
        }
      }
    }
    results.addAll(updated);
    long sample = touched.stream().filter(Buffer::perSample).mapToLong(Buffer::elements).sum();
    long shared = touched.stream().filter(b -> !b.perSample()).mapToLong(Buffer::elements).sum();
    return new TornadoTask(
        name, holder, schedule.explicit(), writer.arguments(), true,
        schedule == DeviceSchedule.FPGA ? null : writer.grid(), results,
        launch.derives(), launch.flops(), launch.sharedFlops(), sample, shared);
  }

  private String result(Buffer buffer) {
    return switch (buffer.role()) {
      case LOSS -> program.layout(buffer).place().variable();
      case OUTPUT -> buffer.outputName();
      case GRADIENT -> named.stream()
          .filter(p -> buffer.owner().equals(p.buffer().name()))
          .map(Parameter::name)
          .findFirst()
          .orElse("");
      default -> "";
    };
  }
}
