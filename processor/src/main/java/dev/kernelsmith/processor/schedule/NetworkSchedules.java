package dev.kernelsmith.processor.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All schedules of a network.
 *
 * @param parameters where parameters lie in the flat array
 * @param scalar scalar code
 * @param vector vector code, for many registers first; none where generated source may not use vectors
 * @param devices code for devices, by kind
 * @param inspection code that looks into the network; null where it is not asked for
 */
public record NetworkSchedules(
    ParameterLayout parameters, CpuSchedules scalar, List<CpuSchedules> vector, List<DeviceSchedules> devices,
    @Nullable InspectionSchedules inspection) {
  /** Copies the lists. */
  public NetworkSchedules {
    vector = List.copyOf(vector);
    devices = List.copyOf(devices);
  }
}
