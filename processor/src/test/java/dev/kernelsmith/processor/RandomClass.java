package dev.kernelsmith.processor;

import dev.kernelsmith.processor.lower.LayerTable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import dev.kernelsmith.annotations.LossFunction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Writes one class and a block, most of them faulty, with all annotations and values of any kind: those of layers by the types of their members
 * alone.
 *
 * @param random decides everything
 * @param name the class's name; what precedes it is a comment of that
 * @param care of so many values one is anything, the others are what is sound in many places
 */
record RandomClass(RandomGenerator random, String name, int care) {
  private static final List<Class<? extends Annotation>> KINDS =
      List.copyOf(LayerTable.rules().values().stream().map(rule -> rule.annotation()).toList());

  private static final List<String> NUMBERS =
      List.of("1", "2", "3", "3", "4", "5", "8", "0", "-1", "-2", "1000", "70000", "2147483647", "-2147483648",
          "Block.FILTERS", "2 * Block.UNITS");

  private static final List<String> FLOATS =
      List.of("0.5f", "0.9", "0", "-0.0", "1f", "-1", "1e-45f", "1e-300", "-1e300", "Double.NaN", "1.0 / 0",
          "-1f / 0f");

  private static final List<String> NAMES =
      List.of("input", "f0", "f1", "f2", "f3", "f4", "f5", "F0", "f1.f0", "f2.1.f1", "", ".", "f1.", "ff",
          "some other");

  /** A class of any care. */
  static RandomClass of(RandomGenerator random, String name) {
    return new RandomClass(random, name, List.of(3, 12, 60, 60).get(random.nextInt(4)));
  }

  String text() {
    StringBuilder text = new StringBuilder("// " + name + "\n");
    text.append("@Block class ").append(name).append("Block {\n");
    text.append(fields(rarely(8) ? 0 : 1 + random.nextInt(3), "")).append("}\n");
    text.append("@Network").append(rarely(4 * care) ? "" : "(input = " + input() + ")").append('\n');
    if (rarely(4)) {
      text.append("@Optimizer(type = OptimizerType.").append(
          of("SGD", "MOMENTUM", "NESTEROV", "ADAGRAD", "ADADELTA", "RMSPROP", "ADAM", "ADAMAX", "AMSGRAD", "NADAM",
              "ADAMW",
              "LION"));
      text.append(", ").append(
          of("learningRate", "momentum", "beta1", "beta2", "epsilon", "rho", "initialAccumulator", "weightDecay",
              "l1", "l2", "clipValue", "clipNorm"));
      text.append(" = ").append(one(FLOATS)).append(")\n");
    }
    boolean constructor = rarely(10 * care);
    text.append(rarely(10 * care) ? of("abstract ", "final ", "") : "");
    text.append("class ").append(name).append(rarely(10 * care) ? "<T>" : "").append(" {\n");
    text.append(fields(random.nextInt(7), "  "));
    text.append(rarely(10 * care) ? "  Object engine() { return null; }\n" : "");
    text.append(constructor ? "  " + of("private ", "") + name + "(" + of("", "int a") + ") {}\n" : "");
    return text.append("}\n").toString();
  }

  private String fields(int count, String indent) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(indent).append(field(i)).append('\n');
    }
    return text.toString();
  }

  private String input() {
    return rarely(care)
        ? of("{" + number() + ", 3, 2}", "{1, 2, 2, 2, 3}", "{}", number())
        : of("4", "{8, 8, 1}", "{8, 8, 4}", "{16, 9, 4}", "{5, 6}", "{12, 8}", "{2, 3, 4, 3}");
  }

  private String field(int index) {
    StringBuilder text = new StringBuilder(declaration(index));
    text.append(rarely(5 * care) ? " " + declaration(index) : "").append(' ');
    if (text.toString().split("@", -1).length > 2) {
      // Two annotations of one kind are the compiler's to report.
      List<String> kinds = Arrays.stream(text.toString().split("@")).map(t -> t.split("\\W")[0]).toList();
      text.setLength(kinds.stream().distinct().count() == kinds.size() ? text.length() : text.indexOf("@", 1));
    }
    text.append(rarely(3 * care) ? "@Frozen " : "");
    text.append(rarely(4) ? "@Recompute " : "");
    text.append(rarely(6 * care) ? "@RateFactor(" + of("0.1", "0", "-1", "1", "3") + ") " : "");
    text.append(
        rarely(6 * care) ? "@Initial(" + of("0.1", "parameter = \"bias\", value = 1", "file = \"a\"", "") + ") " : "");
    text.append(rarely(6) ? "@From(\"" + reference(index) + "\") " : "");
    text.append(rarely(5) ? loss() : "");
    text.append(rarely(4 * care) ? "@Output " : "");
    text.append(rarely(10 * care) ? of("private ", "static ", "static private ", "protected ") : "");
    text.append(rarely(10 * care) ? of("int", "Object", "Layer[]") : "Layer").append(' ');
    return text.append(rarely(10 * care) ? "input" + (index == 0 ? "" : index) : "f" + index).append(';').toString();
  }

  private String loss() {
    String function =
        "LossFunction." + of(
            Arrays.stream(LossFunction.values()).limit(LossFunction.FORMULA.ordinal()).map(LossFunction::name)
                .toArray(String[]::new));
    StringBuilder text = new StringBuilder("@Loss(value = " + function);
    for (String number : List.of("weight", "labelSmoothing", "gamma", "alpha", "delta", "margin")) {
      text.append(rarely(care) ? ", " + number + " = " + one(FLOATS) : "");
    }
    text.append(rarely(care) ? ", ignoredClass = " + number() : "");
    text.append(rarely(care) ? ", classWeights = " + of("{}", "{1, 2, 3, 4}", "{0, 1, 1}", "1") : "");
    text.append(rarely(care) ? ", distributions = true" : "").append(rarely(care) ? ", reduction = Reduction.SUM" : "");
    return text.append(") ").toString();
  }

  /** An annotation that makes a field an input, a layer or several. */
  private String declaration(int index) {
    return switch (random.nextInt(16)) {
      case 0 -> "@Reuse(\"" + reference(index) + "\")";
      case 1 -> "@Block(" + block() + ")";
      case 2 ->
          rarely(3) ? "@Input(value = " + input() + ", type = InputType." + of("FLOAT", "INT") + ")" : plain(index);
      case 3, 4, 5 -> plain(index);
      default -> layer(KINDS.get(random.nextInt(KINDS.size())), index);
    };
  }

  /** What is sound in most places, so that there is something behind it. */
  private String plain(int index) {
    return of(
        "@Dense(units = 4)", "@Activate(Activation.RELU)", "@Conv2D(filters = 3, kernel = 1)", "@LayerNorm", "@Flatten",
        "@Dense(units = " + number() + ")", "@Add({\"" + reference(index) + "\", \"input\"})");
  }

  private String block() {
    String type = rarely(care) ? of("Object", name, "Net0", "int", "Override", "Layer") : name + "Block";
    StringBuilder text = new StringBuilder("value = " + type + ".class");
    for (String value : List.of("repeat", "filters", "units", "kernel", "stride")) {
      text.append(rarely(4) ? ", " + value + " = " + number() : "");
    }
    return text.append(rarely(6) ? ", given = " + numbers() : "").toString();
  }

  /** A layer with values for what needs one, and for some of the rest. */
  private String layer(Class<? extends Annotation> kind, int index) {
    String values =
        Arrays.stream(kind.getDeclaredMethods())
            .sorted(Comparator.comparing(Method::getName))
            .filter(member -> member.getDefaultValue() == null || rarely(8))
            .map(member -> member.getName() + " = " + value(member.getReturnType(), index))
            .collect(Collectors.joining(", "));
    return "@" + kind.getSimpleName() + "(" + values + ")";
  }

  private String value(Class<?> type, int index) {
    if (type == int.class) {
      return number();
    } else if (type == int[].class) {
      return numbers();
    } else if (type == double.class) {
      return rarely(care) ? one(FLOATS) : "0.5";
    } else if (type == double[].class) {
      return rarely(care) ? "{" + one(FLOATS) + ", " + one(FLOATS) + "}" : of("1", "{0.5, 1, 1, 2}");
    } else if (type == boolean.class) {
      return of("true", "false");
    } else if (type == String[].class) {
      return "{" + names(index) + "}";
    } else if (type == String.class) {
      return "\"" + (rarely(care) ? "" : reference(index)) + "\"";
    }
    Object[] constants = type.getEnumConstants();
    return type.getSimpleName() + "." + constants[random.nextInt(constants.length)];
  }

  private String names(int index) {
    List<String> names = new ArrayList<>();
    for (int i = rarely(3 * care) ? random.nextInt(4) : 2; i > 0; i--) {
      names.add("\"" + reference(index) + "\"");
    }
    return String.join(", ", names);
  }

  /** The name of a field above one, mostly. */
  private String reference(int index) {
    return rarely(care) ? one(NAMES) : index == 0 || rarely(3) ? "input" : "f" + random.nextInt(index);
  }

  private String numbers() {
    return rarely(care)
        ? of("{}", "{" + number() + "}", "{" + number() + ", " + number() + "}", "{" + number() + ", 2, 3}",
            "{1, 1, 2, 3, 4}")
        : of("1", "2", number(), "{2, 1}");
  }

  private String number() {
    return NUMBERS.get(rarely(care) ? random.nextInt(NUMBERS.size()) : random.nextInt(6));
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean rarely(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
