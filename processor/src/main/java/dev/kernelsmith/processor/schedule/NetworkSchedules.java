package dev.kernelsmith.processor.schedule;

import java.util.List;

/**
 * All schedules of a network.
 *
 * @param parameters where parameters lie in the flat array
 * @param scalar scalar code
 * @param vector vector code, for many registers first; none where generated source may not use vectors
 * @param devices code for devices, by kind
 */
public record NetworkSchedules(
    ParameterLayout parameters, CpuSchedules scalar, List<CpuSchedules> vector, List<DeviceSchedules> devices) {
  /** Copies the lists. */
  public NetworkSchedules {
    vector = List.copyOf(vector);
    devices = List.copyOf(devices);
  }
}
