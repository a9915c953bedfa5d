package dev.kernelsmith.runtime.spi;

/**
 * Where a network goes, and for how many samples.
 *
 * @param backend number of the driver, as TornadoVM counts them
 * @param device number of the device within the driver
 * @param kind which of the generated schedules suits the device
 * @param trainBatch samples of a training step; 0 where the network is not trained there
 * @param predictBatch samples of a prediction
 * @param recorded whether the driver is asked to record what a graph launches, and to replay it from then on
 */
public record DevicePlacement(int backend, int device, Kind kind, int trainBatch, int predictBatch, boolean recorded) {
  /** A placement whose launches are not recorded. */
  public DevicePlacement(int backend, int device, Kind kind, int trainBatch, int predictBatch) {
    this(backend, device, kind, trainBatch, predictBatch, false);
  }

  /** What a device is. */
  public enum Kind {
    /** A graphics processor, or another device with many threads and local memory. */
    GPU,
    /** A processor, through OpenCL. */
    CPU,
    /** A field-programmable gate array. */
    FPGA
  }
}
