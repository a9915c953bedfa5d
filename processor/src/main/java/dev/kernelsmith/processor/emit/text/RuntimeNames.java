package dev.kernelsmith.processor.emit.text;

import com.palantir.javapoet.ClassName;

/** Names of the runtime's types; the processor does not depend on the runtime. */
public final class RuntimeNames {
  public static final ClassName COMPILED_NETWORK = TypeNames.of("CompiledNetwork");
  public static final ClassName NETWORK_ENGINE = TypeNames.of("NetworkEngine");
  public static final ClassName DATASET = TypeNames.of("Dataset");
  public static final ClassName JOINED_DATASET = TypeNames.of("JoinedDataset");
  public static final ClassName NAMED_DATASET = TypeNames.of("NamedDataset");
  public static final ClassName BLOCK = TypeNames.of("Block");
  public static final ClassName BLOCK_PROGRAM = TypeNames.of("BlockProgram");
  public static final ClassName CREW = TypeNames.of("Crew");
  public static final ClassName INSPECTION = TypeNames.of("Inspection");
  public static final ClassName INSPECTION_PROGRAM = TypeNames.of("InspectionProgram");
  public static final ClassName RANKED_CLASS = TypeNames.of("RankedClass");
  public static final ClassName KERNEL_PROGRAM = TypeNames.of("KernelProgram");
  public static final ClassName TENSOR_SPEC = TypeNames.of("TensorSpec");
  public static final ClassName LAYER_SPEC = TypeNames.of("LayerSpec");
  public static final ClassName LOSS_SPEC = TypeNames.of("LossSpec");
  public static final ClassName PARAMETER_SPEC = TypeNames.of("ParameterSpec");
  public static final ClassName PARAMETER_GROUP = TypeNames.of("ParameterGroup");
  public static final ClassName STEP_SPEC = TypeNames.of("StepSpec");
  public static final ClassName NETWORK_SPEC = TypeNames.of("NetworkSpec");
  public static final ClassName DEVICE_PROGRAM = TypeNames.of("DeviceProgram");
  public static final ClassName DEVICE_PLACEMENT = TypeNames.of("DevicePlacement");
  public static final ClassName DEVICE_TASK = TypeNames.of("DeviceTask");
  public static final ClassName KERNEL_VARIANTS = TypeNames.of("KernelVariants");
  public static final ClassName WARM_UP = TypeNames.of("WarmUp");
  public static final ClassName THREEFRY = TypeNames.of("Threefry");
  public static final ClassName VECTOR_MATH = TypeNames.of("VectorMath");
  public static final ClassName ACTIVATION = TypeNames.of("Activation");
  public static final ClassName INITIAL_FORMULA = TypeNames.of("InitialFormula");
  public static final ClassName INITIALIZER = TypeNames.of("Initializer");
  static final ClassName GENERATED = TypeNames.of("Generated");

  private RuntimeNames() {}
}
