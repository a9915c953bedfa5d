package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.FieldSpec;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Layout;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/**
 * Constants that say where the elements of buffers lie. All get their names before the first kernel is written; of the strides, fields are
 * written for those that kernels use, last.
 */
public final class ProgramConstants {
  private static final Modifier[] PRIVATE = {Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL};

  private ProgramConstants() {}

  /** Names the start of a parameter and its strides. */
  public static void name(Constants constants, Buffer parameter) {
    constants.add(parameter);
    constants.addStrides(parameter, ParameterLayout.strides(parameter.shape()), 0, 0);
  }

  /** Names the starts and strides of the buffers that a program has for itself. */
  public static void name(Constants constants, ScheduledProgram program) {
    List<Layout> layouts = layouts(program);
    layouts.stream().filter(Layout::hasStart).forEach(layout -> constants.add(layout.buffer()));
    for (Layout layout : layouts) {
      constants.addStrides(layout.buffer(), layout.strides(), layout.sampleStride(), program.target().block());
    }
  }

  /** Fields for a parameter. */
  public static List<FieldSpec> fields(Constants constants, Buffer parameter, int offset, Modifier... modifiers) {
    List<FieldSpec> fields = new ArrayList<>();
    fields.add(constant(constants.of(parameter), Integer.toString(offset), modifiers));
    constants.usedStrides(parameter)
        .forEach((name, stride) -> fields.add(constant(name, Integer.toString(stride), modifiers)));
    return fields;
  }

  /**
   * Fields for the buffers of a program.
   *
   * @param comment what is said of the start of one
   */
  public static List<FieldSpec> fields(
      Constants constants, ScheduledProgram program, Function<Layout, String> comment, Modifier... modifiers) {
    List<FieldSpec> fields = new ArrayList<>();
    for (Layout layout : layouts(program)) {
      if (layout.hasStart()) {
        fields.add(constant(constants.of(layout.buffer()), layout.offset(), comment.apply(layout), modifiers));
      }
      constants.usedStrides(layout.buffer())
          .forEach((name, stride) -> fields.add(constant(name, Integer.toString(stride), modifiers)));
    }
    return fields;
  }

  /** Where the program's own buffers lie, in the order of the arrays. */
  private static List<Layout> layouts(ScheduledProgram program) {
    List<Layout> layouts = new ArrayList<>(program.layouts().values());
    layouts.removeIf(l -> switch (l.buffer().role()) {
      case PARAMETER, GRADIENT -> true;
      default -> false;
    });
    layouts.sort(
        Comparator.comparing(Layout::place).thenComparing(Layout::offset).thenComparing(l -> l.buffer().label()));
    return layouts;
  }

  /** Fields of a method that takes where its buffers start as arguments. */
  public static List<FieldSpec> fields(Constants ofMethod, Modifier... modifiers) {
    List<FieldSpec> fields = new ArrayList<>();
    ofMethod.usedStrides().forEach((name, stride) -> fields.add(constant(name, Integer.toString(stride), modifiers)));
    return fields;
  }

  /** A constant. */
  public static FieldSpec constant(String name, String value, Modifier... modifiers) {
    return FieldSpec.builder(int.class, name, modifiers).initializer("$L", value).build();
  }

  /** A private constant with a comment. */
  public static FieldSpec constant(String name, int value, String comment) {
    return constant(name, value, comment, PRIVATE);
  }

  /** A constant with a comment. */
  public static FieldSpec constant(String name, int value, String comment, Modifier... modifiers) {
    return constant(name, Integer.toString(value), modifiers).toBuilder().addJavadoc("$L", comment).build();
  }
}
