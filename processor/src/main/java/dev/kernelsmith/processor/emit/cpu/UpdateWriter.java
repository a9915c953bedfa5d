package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.kernel.UpdateFactors;
import dev.kernelsmith.processor.emit.kernel.UpdateLoop;
import dev.kernelsmith.processor.emit.text.Body;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.Update;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * Writes the update for the CPU: one pass over a range of the flat arrays that adds up the gradient copies and takes a step. Where the
 * optimizer needs sums over all elements first, another pass gives those of a range, lane by lane.
 */
final class UpdateWriter {
  private final UpdateProgram update;
  private final boolean vector;

  UpdateWriter(UpdateProgram update, boolean vector) {
    this.update = update;
    this.vector = vector;
  }

  /** The methods of the interface, and the loops that they call. */
  List<MethodSpec> write() {
    List<MethodSpec> methods = new ArrayList<>();
    List<String> names = names();
    methods.add(updateMethod(names));
    for (int l = 0; l < names.size(); l++) {
      methods.add(loop(names.get(l), update.loops().get(l)));
    }
    if (!update.sums().isEmpty()) {
      methods.add(
          Members.override("sums").returns(int.class).addStatement("return $L", update.sums().size()).build());
      methods.add(sumMethod());
      methods.add(sumLoop());
    }
    return methods;
  }

  /** Names of the loops' methods. */
  private List<String> names() {
    Names taken = new Names();
    return update.loops().stream().map(loop -> taken.exact(update.averages(loop) ? "average" : "step")).toList();
  }

  private static MethodSpec.Builder entry(String name) {
    return Members.override(name)
        .addParameter(float[].class, "parameters")
        .addParameter(float[].class, "gradients")
        .addParameter(int.class, "copies")
        .addParameter(float[][].class, "slots")
        .addParameter(float.class, Update.LEARNING_RATE)
        .addParameter(long.class, Update.STEP);
  }

  private MethodSpec updateMethod(List<String> names) {
    MethodSpec.Builder method =
        entry("update").addParameter(double[].class, "sums").addParameter(int.class, "from")
            .addParameter(int.class, "to");
    List<List<Statement>> loops = update.loops();
    Set<String> all =
        UpdateFactors.needed(
            update.factors(true), UpdateFactors.shared(loops.stream().flatMap(List::stream).toList()));
    for (int s = 0; s < update.sums().size(); s++) {
      method.addStatement("double $L = sums[$L]", update.sums().get(s).target().name(), s);
    }
    method.addCode(UpdateFactors.write(update.factors(false), all));
    method.addCode(UpdateFactors.write(update.factors(true), all));
    int end = update.gradients().elements();
    for (int l = 0; l < loops.size(); l++) {
      List<Statement> loop = loops.get(l);
      int first = first(loop);
      int last = first + loop.getFirst().axes().getFirst().extent();
      method.addStatement(
          "$L($L, $L, $L)", names.get(l), arguments(loop), first == 0 ? "from" : "#Math.max(from, " + first + ")",
          last == end ? "to" : "#Math.min(to, " + last + ")");
    }
    return method.build();
  }

  /** First element of a loop. */
  private static int first(List<Statement> loop) {
    return loop.getFirst().index().getFirst().constant();
  }

  private List<Buffer> slots(List<Statement> statements) {
    return update.slots().stream()
        .filter(slot -> statements.stream().anyMatch(s -> s.buffersRead().contains(slot) || s.target().equals(slot)))
        .toList();
  }

  /** What a loop's method is called with, up to its range. */
  private String arguments(List<Statement> statements) {
    List<String> arguments = new ArrayList<>(List.of("parameters", "gradients", "copies"));
    slots(statements).forEach(slot -> arguments.add("slots[" + update.slots().indexOf(slot) + "]"));
    UpdateFactors.shared(statements)
        .forEach(name -> arguments.add(name.equals(Update.LEARNING_RATE) ? name : "(float) " + name));
    return String.join(", ", arguments);
  }

  private MethodSpec.Builder method(String name, List<Statement> statements) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.STATIC)
            .addParameter(float[].class, "parameters")
            .addParameter(float[].class, "gradients")
            .addParameter(int.class, "copies");
    slots(statements).forEach(slot -> method.addParameter(float[].class, slot.name()));
    UpdateFactors.shared(statements).forEach(number -> method.addParameter(float.class, number));
    return method;
  }

  private MethodSpec loop(String name, List<Statement> statements) {
    Body body = new Body();
    body.open("for (int i = from; i < to; " + (vector ? "i += LANES)" : "i++)"));
    UpdateLoop loop = new UpdateLoop(update, vector, body, UpdateFactors.shared(statements));
    loop.load(statements);
    loop.set(statements);
    body.close();
    return method(name, statements).addParameter(int.class, "from").addParameter(int.class, "to").addCode(body.code())
        .build();
  }

  private MethodSpec sumMethod() {
    MethodSpec.Builder method =
        entry("sum").addParameter(float[].class, "lanes").addParameter(int.class, "at").addParameter(int.class, "from")
            .addParameter(int.class, "to");
    method.addCode(UpdateFactors.write(update.factors(false), UpdateFactors.shared(update.sums())));
    return method.addStatement("addUp($L, lanes, at, from, to)", arguments(update.sums())).build();
  }

  /** One sum for each of 16 lanes, whatever the width of the machine's vectors. */
  private MethodSpec sumLoop() {
    List<Statement> sums = update.sums();
    Body body = new Body();
    body.open("for (int v = 0; v < " + Target.LANES + "; " + (vector ? "v += LANES)" : "v++)"));
    UpdateLoop loop = new UpdateLoop(update, vector, body, UpdateFactors.shared(sums));
    sums.forEach(s -> loop.declareSum(s.target().name()));
    body.open("for (int i = from + v; i < to; i += " + Target.LANES + ")");
    loop.load(sums);
    sums.forEach(s -> loop.addTo(s.target().name(), s));
    body.close();
    for (int s = 0; s < sums.size(); s++) {
      loop.storeSum(sums.get(s).target().name(), "lanes", IndexText.plus("at + v", Target.LANES * s));
    }
    body.close();
    return method("addUp", sums).addParameter(float[].class, "lanes").addParameter(int.class, "at")
        .addParameter(int.class, "from").addParameter(int.class, "to").addCode(body.code()).build();
  }
}
