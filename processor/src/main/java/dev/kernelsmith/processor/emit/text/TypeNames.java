package dev.kernelsmith.processor.emit.text;

import com.palantir.javapoet.ClassName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types that generated source names. Source under construction has a mark before each name of a type, as in {@code #Math.max(a, b)},
 * whether it is written by JavaPoet or as text. No Java program has this sign outside of comments and strings, so that no name of a user
 * looks like one; {@link SourceText} turns marked names into imported or qualified ones when the file is complete.
 */
public final class TypeNames {
  /** Stands before the simple name of a type. */
  public static final char MARK = '#';

  private static final String RUNTIME = "dev.kernelsmith.runtime";
  private static final String TORNADO = "uk.ac.manchester.tornado.api";

  private static final Map<String, List<String>> BY_PACKAGE =
      Map.ofEntries(
          Map.entry(
              "java.lang",
              List.of(
                  "AssertionError", "Double", "Float", "IllegalArgumentException", "IllegalStateException", "Integer",
                  "Math",
                  "Object", "Override", "StrictMath", "String", "StringBuilder", "SuppressWarnings")),
          Map.entry("java.lang.foreign", List.of("MemorySegment", "ValueLayout")),
          Map.entry("java.util", List.of("ArrayList", "List")),
          Map.entry("javax.annotation.processing", List.of("Generated")),
          Map.entry("jdk.incubator.vector", List.of("FloatVector", "VectorMask", "VectorOperators", "VectorSpecies")),
          Map.entry("dev.kernelsmith.annotations", List.of("Activation", "Initializer")),
          Map.entry(RUNTIME, List.of("CompiledNetwork", "Inspection", "NetworkEngine", "RankedClass")),
          Map.entry(RUNTIME + ".data", List.of("Dataset", "JoinedDataset", "NamedDataset")),
          Map.entry(RUNTIME + ".kernel", List.of("LaneSums", "WarmUp", "ScalarMath", "Threefry", "VectorMath")),
          Map.entry(
              RUNTIME + ".spi",
              List.of(
                  "Block", "BlockProgram", "Crew", "DevicePlacement", "DeviceProgram", "DeviceTask",
                  "InitialFormula", "InspectionProgram", "KernelProgram", "LayerSpec", "LossSpec", "NetworkSpec",
                  "ParameterGroup", "ParameterSpec", "StepSpec", "TensorSpec",
                  "KernelVariants")),
          Map.entry(
              TORNADO,
              List.of(
                  "GridScheduler", "ImmutableTaskGraph", "KernelContext", "TaskGraph", "TornadoExecutionPlan",
                  "TornadoExecutionResult", "WorkerGrid", "WorkerGrid1D", "WorkerGrid2D")),
          Map.entry(TORNADO + ".annotations", List.of("Parallel")),
          Map.entry(TORNADO + ".enums", List.of("DataTransferMode", "ProfilerMode")),
          Map.entry(TORNADO + ".exceptions", List.of("TornadoExecutionPlanException")),
          Map.entry(TORNADO + ".math", List.of("TornadoMath")),
          Map.entry(TORNADO + ".types.arrays", List.of("FloatArray", "IntArray")),
          Map.entry(TORNADO + ".types.collections", List.of("VectorFloat16")),
          Map.entry(TORNADO + ".types.vectors", List.of("Float16")));

  private static final Map<String, String> QUALIFIED = qualifiedNames();

  public static final ClassName ARRAY_LIST = of("ArrayList");
  public static final ClassName ASSERTION_ERROR = of("AssertionError");
  public static final ClassName FLOAT = of("Float");
  public static final ClassName ILLEGAL_ARGUMENT_EXCEPTION = of("IllegalArgumentException");
  public static final ClassName ILLEGAL_STATE_EXCEPTION = of("IllegalStateException");
  public static final ClassName LIST = of("List");
  public static final ClassName MATH = of("Math");
  public static final ClassName MEMORY_SEGMENT = of("MemorySegment");
  public static final ClassName OBJECT = of("Object");
  public static final ClassName OVERRIDE = of("Override");
  public static final ClassName STRING = of("String");
  public static final ClassName STRING_BUILDER = of("StringBuilder");
  public static final ClassName SUPPRESS_WARNINGS = of("SuppressWarnings");
  public static final ClassName VALUE_LAYOUT = of("ValueLayout");
  public static final ClassName VECTOR_SPECIES = of("VectorSpecies");

  private TypeNames() {}

  /** The marked name of a type, by its simple name. */
  public static ClassName of(String simple) {
    qualified(simple);
    return ClassName.get("", MARK + simple);
  }

  /** Qualified name of a type, by its simple name. */
  public static String qualified(String simple) {
    String name = QUALIFIED.get(simple);
    if (name == null) {
      throw new IllegalArgumentException("generated source names a type that is not in the table: " + simple);
    }
    return name;
  }

  /** Simple names of all these types. */
  static Set<String> simpleNames() {
    return QUALIFIED.keySet();
  }

  private static Map<String, String> qualifiedNames() {
    Map<String, String> names = new HashMap<>();
    BY_PACKAGE.forEach((home, types) -> types.forEach(type -> {
      if (names.put(type, home + "." + type) != null) {
        throw new IllegalStateException("two types are called " + type);
      }
    }));
    return Map.copyOf(names);
  }
}
