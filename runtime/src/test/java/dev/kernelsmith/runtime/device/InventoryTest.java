package dev.kernelsmith.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.device.api.runtime.TornadoRuntimeProvider;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asks an API that has the shape of TornadoVM's for its devices, and is told, or not. */
class InventoryTest {
  private static Inventory look() {
    return Inventory.look("dev.kernelsmith.runtime.device.api.", InventoryTest.class.getClassLoader());
  }

  @Test
  void listsDevicesOfAllBackEnds() {
    Inventory inventory = look();
    assertNull(inventory.problem());
    assertEquals(
        List.of(
            new DeviceInfo(Device.tornado(0, 0), "One", Kind.GPU, "PTX", "Platform", 1L << 33, 0),
            new DeviceInfo(Device.tornado(0, 1), "Two", Kind.FPGA, "PTX", "Platform", 1L << 33, 0),
            new DeviceInfo(Device.tornado(1, 0), "opencl-1-0", Kind.CPU, "OPENCL", "Platform", 1L << 33, 0)),
        inventory.devices());
  }

  @Test
  void aFailureIsTheReason() {
    TornadoRuntimeProvider.failure = new IllegalStateException("No OpenCL platforms found");
    try {
      Inventory inventory = look();
      assertEquals(List.of(), inventory.devices());
      assertNotNull(inventory.problem());
      assertTrue(inventory.problem().contains("no OpenCL platform"), inventory.problem());
    } finally {
      TornadoRuntimeProvider.failure = null;
    }
  }

  @Test
  void setsWhatTornadoVmMustNotDefault() {
    Device.problem();
    assertNotNull(System.getProperty("tornado.recover.bailout"));
    assertNotNull(System.getProperty("tornado.opencl.compiler.flags"));
  }
}
