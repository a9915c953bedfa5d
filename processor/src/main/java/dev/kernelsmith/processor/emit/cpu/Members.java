package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class of kernels consists of, but for its name.
 *
 * @param fields constants
 * @param methods those of the interface, and loops of the optimizer
 * @param programs nested classes
 */
record Members(List<FieldSpec> fields, List<Method> methods, List<TypeSpec> programs) {
  /** Nothing. */
  static final Members NONE = new Members(List.of(), List.of(), List.of());

  /**
   * A method.
   *
   * @param programs names of the nested classes that it names
   */
  record Method(MethodSpec spec, List<String> programs) {}

  /** What a class has to have that extends one with other members: all that differs, or names what differs. */
  Members beyond(Members inherited) {
    List<FieldSpec> ownFields = new ArrayList<>(fields);
    ownFields.removeAll(inherited.fields());
    List<String> hidden = ownFields.stream().map(FieldSpec::name).toList();
    if (inherited.fields().stream().anyMatch(field -> hidden.contains(field.name()))) {
      return this;
    }
    List<TypeSpec> ownPrograms = new ArrayList<>(programs);
    ownPrograms.removeAll(inherited.programs());
    List<String> names = ownPrograms.stream().map(TypeSpec::name).toList();
    List<Method> ownMethods = new ArrayList<>(methods);
    ownMethods.removeIf(
        method -> inherited.methods().contains(method) && method.programs().stream().noneMatch(names::contains));
    return new Members(ownFields, ownMethods, ownPrograms);
  }
}
