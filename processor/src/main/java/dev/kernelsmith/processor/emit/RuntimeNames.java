package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.ClassName;

/** Names of the runtime's types; the processor does not depend on the runtime. */
final class RuntimeNames {
  private static final String RUNTIME = "dev.kernelsmith.runtime";
  private static final String SPI = RUNTIME + ".spi";
  private static final String KERNEL = RUNTIME + ".kernel";

  static final ClassName COMPILED_NETWORK = ClassName.get(RUNTIME, "CompiledNetwork");
  static final ClassName NETWORK_ENGINE = ClassName.get(RUNTIME, "NetworkEngine");
  static final ClassName BLOCK = ClassName.get(SPI, "Block");
  static final ClassName BLOCK_PROGRAM = ClassName.get(SPI, "BlockProgram");
  static final ClassName KERNEL_PROGRAM = ClassName.get(SPI, "KernelProgram");
  static final ClassName TENSOR_SPEC = ClassName.get(SPI, "TensorSpec");
  static final ClassName LAYER_SPEC = ClassName.get(SPI, "LayerSpec");
  static final ClassName PARAMETER_SPEC = ClassName.get(SPI, "ParameterSpec");
  static final ClassName NETWORK_SPEC = ClassName.get(SPI, "NetworkSpec");
  static final ClassName DEVICE_PROGRAM = ClassName.get(SPI, "DeviceProgram");
  static final ClassName DEVICE_PLACEMENT = ClassName.get(SPI, "DevicePlacement");
  static final ClassName DEVICE_TASK = ClassName.get(SPI, "DeviceTask");
  static final ClassName TWINS = ClassName.get(SPI, "Twins");
  static final ClassName PRIMING = ClassName.get(KERNEL, "Priming");
  static final ClassName LANE_SUMS = ClassName.get(KERNEL, "LaneSums");
  static final ClassName SCALAR_MATH = ClassName.get(KERNEL, "ScalarMath");
  static final ClassName VECTOR_MATH = ClassName.get(KERNEL, "VectorMath");
  static final ClassName INITIALIZER = ClassName.get("dev.kernelsmith.annotations", "Initializer");
  static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");

  private RuntimeNames() {}
}
