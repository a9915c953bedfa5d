package dev.kernelsmith.runtime.device.api;

/** Two back ends. */
public interface TornadoRuntime {
  int getNumBackends();

  Object getBackendType(int index);

  TornadoBackend getBackend(int index);
}
