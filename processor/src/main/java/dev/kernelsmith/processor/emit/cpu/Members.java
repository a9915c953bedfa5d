package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * What a class of kernels, or of a program in it, consists of, but for its name.
 *
 * @param fields constants
 * @param methods those of an interface, kernels, and loops of the optimizer
 * @param programs nested classes
 */
record Members(List<FieldSpec> fields, List<Method> methods, List<Program> programs) {
  /** What is said of a class that extends another. */
  static final String INHERITED = "What is not here is as with more registers.\n";

  /** Nothing. */
  static final Members NONE = new Members(List.of(), List.of(), List.of());

  /**
   * A method.
   *
   * @param uses names of the methods that it calls, and of the nested classes that it names
   */
  record Method(MethodSpec spec, List<String> uses) {}

  /**
   * A nested class.
   *
   * @param words what it is
   * @param heir whether it extends the class of that name in the class that the one around it extends
   */
  record Program(String name, String words, boolean heir, Members members) {
    /**
     * The class.
     *
     * @param extended whether there may be an heir of it
     * @param above the class that the one around it extends; empty where it extends none
     */
    TypeSpec type(boolean extended, String above) {
      TypeSpec.Builder type =
          TypeSpec.classBuilder(name).addModifiers(Modifier.STATIC).addJavadoc("$L", words);
      if (!extended) {
        type.addModifiers(Modifier.FINAL);
      }
      if (heir) {
        // Without the package, which would be written out: there is a class of that name here, too.
        type.superclass(ClassName.get("", above, name)).addJavadoc(INHERITED);
      } else {
        type.addSuperinterface(RuntimeNames.BLOCK_PROGRAM);
      }
      type.addFields(members.fields());
      members.methods().forEach(method -> type.addMethod(method.spec()));
      return type.build();
    }
  }

  /** A method of an interface. */
  static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name).addAnnotation(TypeNames.OVERRIDE).addModifiers(Modifier.PUBLIC);
  }

  /**
   * What a class has to have that extends one with other members: all that differs, and what uses that. Methods are static: what is
   * inherited uses what it was written with.
   */
  Members beyond(Members inherited) {
    List<FieldSpec> ownFields = without(fields, inherited.fields(), FieldSpec::toString);
    if (inherited.hides(ownFields)) {
      return this;
    }
    List<Program> ownPrograms = new ArrayList<>(programs);
    ownPrograms.removeAll(inherited.programs());
    ownPrograms.replaceAll(inherited::heir);
    Set<String> own = ownPrograms.stream().map(Program::name).collect(Collectors.toSet());
    without(methods, inherited.methods(), m -> m.spec().toString()).forEach(m -> own.add(m.spec().name()));
    List<Method> ownMethods = ownMethods(own);
    return new Members(ownFields, ownMethods, ownPrograms);
  }

  /** What is in one list and not in the other. Members are equal where their texts are, so each is written once. */
  private static <T> List<T> without(List<T> all, List<T> others, Function<T, String> text) {
    Set<String> texts = others.stream().map(text).collect(Collectors.toSet());
    return all.stream().filter(member -> !texts.contains(text.apply(member))).toList();
  }

  /** Whether some fields are called like others here. */
  private boolean hides(List<FieldSpec> others) {
    Set<String> names = others.stream().map(FieldSpec::name).collect(Collectors.toSet());
    return fields.stream().anyMatch(field -> names.contains(field.name()));
  }

  /** A nested class as heir of the one here of the same name, where that saves something. */
  private Program heir(Program other) {
    return programs.stream()
        .filter(program -> program.name().equals(other.name()))
        .findFirst()
        .map(program -> other.members().beyond(program.members()))
        .filter(members -> !members.equals(other.members()))
        .map(members -> new Program(other.name(), other.words(), true, members))
        .orElse(other);
  }

  /** The methods of these names, and those that use them, directly or not. */
  private List<Method> ownMethods(Set<String> names) {
    Set<String> own = new HashSet<>(names);
    List<Method> users = methods;
    while (!users.isEmpty()) {
      users =
          methods.stream()
              .filter(method -> !own.contains(method.spec().name()) && method.uses().stream().anyMatch(own::contains))
              .toList();
      users.forEach(method -> own.add(method.spec().name()));
    }
    return methods.stream().filter(method -> own.contains(method.spec().name())).toList();
  }
}
