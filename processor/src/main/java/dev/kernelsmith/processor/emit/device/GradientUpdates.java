package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.kernel.UpdateCalls;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Launch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Updates that kernels of gradients make themselves, and the methods that they call for it. */
final class GradientUpdates {
  private static final String METHOD = "update";
  private static final String VECTOR_METHOD = "updateVector";

  private final TornadoUpdate update;
  private final Set<Buffer> joined;
  private final Map<Buffer, UpdateCalls.Method> methods = new LinkedHashMap<>();
  private final Map<UpdateCalls.Method, Integer> loops = new LinkedHashMap<>();

  /** The launch with which all is updated; null where that is one of the update alone. */
  private @Nullable Launch last;

  /** The updates of the launches of a step. */
  GradientUpdates(TornadoUpdate update, List<Launch> launches, DeviceSchedule schedule) {
    this.update = update;
    joined = update.joined(launches, schedule);
    for (Launch launch : launches) {
      for (Kernel kernel : launch.kernels()) {
        kernel.statements().stream().map(Statement::target).filter(joined::contains)
            .forEach(gradient -> add(gradient, kernel.laneAxis() != null));
      }
      if (!gradients(launch).isEmpty()) {
        last = launch;
      }
    }
    if (!update.tasks(schedule, joined).isEmpty()) {
      last = null;
    }
  }

  private void add(Buffer gradient, boolean vector) {
    int loop = update.loop(gradient.parameter());
    String name = (vector ? VECTOR_METHOD : METHOD) + (loop == 0 ? "" : Integer.toString(loop + 1));
    UpdateCalls.Method method = new UpdateCalls.Method(name, update.arrays(), update.code().numbers(loop));
    methods.put(gradient, method);
    loops.put(method, loop);
  }

  /** The gradients whose parameters are updated. */
  Set<Buffer> joined() {
    return joined;
  }

  /**
   * The updates of a launch.
   *
   * @param own arrays that the launch has in any case
   * @param names of its method
   */
  LaunchUpdates of(Launch launch, Set<String> own, Names names) {
    Map<Buffer, UpdateCalls.Method> called = new LinkedHashMap<>();
    gradients(launch).forEach(gradient -> called.put(gradient, Objects.requireNonNull(methods.get(gradient))));
    return new LaunchUpdates(called, own, names);
  }

  private List<Buffer> gradients(Launch launch) {
    return launch.kernels().stream()
        .flatMap(kernel -> kernel.statements().stream())
        .map(Statement::target)
        .filter(joined::contains)
        .toList();
  }

  /** What a launch finishes with its updates: where no other comes behind it, all parameters. */
  List<String> results(Launch launch) {
    return launch.equals(last) ? List.of(TornadoUpdate.PARAMETERS) : List.of();
  }

  /** The methods that kernels call. */
  List<MethodSpec> methods() {
    List<MethodSpec> methods = new ArrayList<>();
    loops.forEach((name, loop) -> methods.add(method(name, loop)));
    return methods;
  }

  private MethodSpec method(UpdateCalls.Method called, int loop) {
    boolean vector = called.name().startsWith(VECTOR_METHOD);
    MethodSpec.Builder method = MethodSpec.methodBuilder(called.name()).addModifiers(Modifier.STATIC);
    method.addJavadoc(vector ? "A step of the optimizer for vector {@code block} of the parameters.\n"
        : "A step of the optimizer for parameter {@code i}.\n");
    called.arrays().forEach(array -> method.addParameter(TornadoNames.FLOAT_ARRAY, array));
    method.addParameter(int.class, vector ? "block" : "i");
    called.numbers().forEach(number -> method.addParameter(float.class, number));
    return method.addCode(vector ? update.code().vector(loop) : update.code().element(loop)).build();
  }
}
