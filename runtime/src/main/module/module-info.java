/**
 * What a network needs at run time: training, prediction, files and data sets.
 *
 * <p>A module of networks requires this one, and {@code jdk.incubator.vector} for vector kernels; {@code requires static} there
 * leaves the choice to the command that runs the program or links its image, since both variants are generated.
 */
module dev.kernelsmith.runtime {
  requires transitive dev.kernelsmith.annotations;

  /** Tells whether the JIT can compile vector kernels. */
  requires jdk.management;

  /** Where it is not resolved, networks run their scalar kernels. */
  requires static jdk.incubator.vector;

  requires static org.jspecify;

  exports dev.kernelsmith.runtime;
  exports dev.kernelsmith.runtime.data;
  exports dev.kernelsmith.runtime.device;
  exports dev.kernelsmith.runtime.io;
  exports dev.kernelsmith.runtime.train;

  /** For generated code. */
  exports dev.kernelsmith.runtime.kernel;

  /** For generated code, and for those who want to know what was generated. */
  exports dev.kernelsmith.runtime.spi;
}
