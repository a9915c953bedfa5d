package dev.kernelsmith.runtime;

/**
 * What every generated network is. Its one abstract method, {@code engine()}, is all that a generated class adds to the members of
 * the annotated class; everything else is done by the {@link NetworkEngine}.
 */
public interface CompiledNetwork {
  /** The engine behind this network: prediction, parameters, files. */
  NetworkEngine engine();
}
