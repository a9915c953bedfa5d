package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.kernel.UpdateWriter;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Target.Style;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The optimizer on a device: one launch over the flat parameter array. */
final class TornadoUpdate {
  /** Name of the task and of its kernel. */
  static final String NAME = "trainUpdate";

  private static final int GROUP = 64;

  private final UpdateWriter update;
  private final int floats;

  TornadoUpdate(LayerGraph graph, ParameterLayout parameters) {
    update = new UpdateWriter(graph, parameters, Style.DEVICE);
    floats = parameters.updated();
  }

  /** Whether there is a parameter to be updated. */
  boolean isNeeded() {
    return floats > 0;
  }

  /** Names of the factors of a step, which lie at the start of array {@code step}. */
  List<String> factors() {
    return update.scalars();
  }

  /** Names of the optimizer's slots, which are those of their arrays. */
  List<String> slots() {
    return update.slots();
  }

  /** Statements that compute the factors, in double. */
  CodeBlock computeFactors() {
    return update.factors();
  }

  TornadoTask task(DeviceSchedule schedule) {
    boolean explicit = schedule.explicit();
    return new TornadoTask(
        NAME, holder(schedule), explicit, arrays(), false,
        explicit ? new TornadoGrid(Integer.toString(threads()), 0, GROUP, 1) : null, List.of("parameters"), 0, 0,
        (long) floats * (2 + 2 * slots().size() + 1));
  }

  static String holder(DeviceSchedule schedule) {
    return schedule.className() + "Training";
  }

  /** One thread a parameter, rounded up to whole groups. */
  private int threads() {
    return Math.ceilDiv(floats, GROUP) * GROUP;
  }

  private List<String> arrays() {
    List<String> arrays = new ArrayList<>(List.of("parameters", "gradients"));
    arrays.addAll(slots());
    arrays.add("step");
    return arrays;
  }

  MethodSpec write(DeviceSchedule schedule) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(NAME)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("A step of the optimizer, one parameter a thread.\n");
    if (schedule.explicit()) {
      method.addParameter(TornadoNames.KERNEL_CONTEXT, "context");
    }
    arrays().forEach(array -> method.addParameter(TornadoNames.FLOAT_ARRAY, array));
    boolean guarded = schedule != DeviceSchedule.CPU && threads() > floats;
    CodeBlock.Builder code = CodeBlock.builder();
    if (schedule.explicit()) {
      code.addStatement("int i = context.globalIdx");
    } else {
      code.beginControlFlow("for (@#Parallel int i = 0; i < $L; i++)", guarded ? threads() : floats);
    }
    if (guarded) {
      code.beginControlFlow("if (i < $L)", floats);
    }
    code.add(update.deviceElement());
    if (guarded) {
      code.endControlFlow();
    }
    if (!schedule.explicit()) {
      code.endControlFlow();
    }
    return method.addCode(code.build()).build();
  }
}
