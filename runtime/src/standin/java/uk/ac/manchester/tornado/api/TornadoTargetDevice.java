package uk.ac.manchester.tornado.api;

/** A device as its driver describes it. */
public interface TornadoTargetDevice {
  /** Its name. */
  String getDeviceName();

  /** Bytes of its memory. */
  long getDeviceGlobalMemorySize();

  /** Bytes that the work items of a group can share. */
  long getDeviceLocalMemorySize();

  /** Number of its units. */
  int getDeviceMaxComputeUnits();

  /** Greatest group along x, y, z. */
  long[] getDeviceMaxWorkItemSizes();

  /** Greatest number of work items of a group. */
  long[] getDeviceMaxWorkGroupSize();
}
