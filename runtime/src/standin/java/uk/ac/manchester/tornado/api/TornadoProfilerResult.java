package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.standin.Profile;

/** Times of an execution in nanoseconds, and bytes; all 0 where the profiler was off. */
public class TornadoProfilerResult {
  private final Profile profile;

  TornadoProfilerResult(Profile profile) {
    this.profile = profile;
  }

  /** From the start of the execution to its end. */
  public long getTotalTime() {
    return profile.totalTime();
  }

  /** Of compiling kernels. */
  public long getCompileTime() {
    return 0;
  }

  /** Of moving data in both directions. */
  public long getDataTransfersTime() {
    return profile.copyInTime() + profile.copyOutTime();
  }

  /** Of moving data to the device. */
  public long getDeviceWriteTime() {
    return profile.copyInTime();
  }

  /** Of moving data to the host. */
  public long getDeviceReadTime() {
    return profile.copyOutTime();
  }

  /** Of the kernels themselves. */
  public long getDeviceKernelTime() {
    return profile.kernelTime();
  }

  /** Bytes moved to the device. */
  public long getTotalBytesCopyIn() {
    return profile.bytesIn();
  }

  /** Bytes moved to the host. */
  public long getTotalBytesCopyOut() {
    return profile.bytesOut();
  }

  /** Bytes moved in both directions. */
  public long getTotalBytesTransferred() {
    return profile.bytesIn() + profile.bytesOut();
  }

  /** All of it, per task, as JSON. */
  public String getProfileLog() {
    return profile.json();
  }
}
