package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.ClassName;

/** Names of the runtime's types; the processor does not depend on the runtime. */
final class RuntimeNames {
  static final ClassName COMPILED_NETWORK = TypeNames.of("CompiledNetwork");
  static final ClassName NETWORK_ENGINE = TypeNames.of("NetworkEngine");
  static final ClassName BLOCK = TypeNames.of("Block");
  static final ClassName BLOCK_PROGRAM = TypeNames.of("BlockProgram");
  static final ClassName KERNEL_PROGRAM = TypeNames.of("KernelProgram");
  static final ClassName TENSOR_SPEC = TypeNames.of("TensorSpec");
  static final ClassName LAYER_SPEC = TypeNames.of("LayerSpec");
  static final ClassName PARAMETER_SPEC = TypeNames.of("ParameterSpec");
  static final ClassName PARAMETER_GROUP = TypeNames.of("ParameterGroup");
  static final ClassName NETWORK_SPEC = TypeNames.of("NetworkSpec");
  static final ClassName DEVICE_PROGRAM = TypeNames.of("DeviceProgram");
  static final ClassName DEVICE_PLACEMENT = TypeNames.of("DevicePlacement");
  static final ClassName DEVICE_TASK = TypeNames.of("DeviceTask");
  static final ClassName KERNEL_VARIANTS = TypeNames.of("KernelVariants");
  static final ClassName WARM_UP = TypeNames.of("WarmUp");
  static final ClassName VECTOR_MATH = TypeNames.of("VectorMath");
  static final ClassName INITIALIZER = TypeNames.of("Initializer");
  static final ClassName GENERATED = TypeNames.of("Generated");

  private RuntimeNames() {}
}
