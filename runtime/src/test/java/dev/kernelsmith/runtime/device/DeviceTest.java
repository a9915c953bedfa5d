package dev.kernelsmith.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of devices, and what is said where one is not there. */
class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "cpu,cpu", "CPU,cpu", "tornado,tornado:0:0", "tornado:1,tornado:1:0", "tornado:0:3,tornado:0:3",
    "' Tornado:2:1 ',tornado:2:1"
  })
  void readsNames(String spec, String name) {
    Device device = Device.parse(spec);
    assertEquals(name, device.toString());
    assertEquals(device, Device.parse(name));
    assertEquals(device.hashCode(), Device.parse(name).hashCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cpu:0", "tornado:", "tornado:a", "tornado:-1", "tornado:0:", "tornado:0:1:2",
    "tornado:99999", "tornado 0"})
  void refusesOtherNames(String spec) {
    String message = assertThrows(IllegalArgumentException.class, () -> Device.parse(spec)).getMessage();
    assertTrue(message.startsWith("'" + spec + "' names no device"), message);
    assertTrue(message.contains("tornado:BACKEND:DEVICE"), message);
  }

  @Test
  void aNumberThatIsNotThereNamesThoseThatAre() {
    DeviceInfo first = new DeviceInfo(Device.tornado(0, 0), "A", Kind.GPU, "PTX", "", 0, 0);
    DeviceInfo second = new DeviceInfo(Device.tornado(1, 0), "B", Kind.CPU, "OPENCL", "", 0, 0);
    Inventory inventory = new Inventory(List.of(first, second), null, "5.2.0");
    assertEquals(second, Device.parse("tornado:1").info(inventory));
    String message =
        assertThrows(DeviceException.class, () -> Device.parse("tornado:0:1").info(inventory)).getMessage();
    assertEquals(
        "there is no device tornado:0:1: use one of tornado:0:0 (A, GPU, PTX), tornado:1:0 (B, CPU, OPENCL)", message);
    assertThrows(IllegalStateException.class, () -> Device.cpu().info(inventory));
    assertThrows(IllegalArgumentException.class, () -> Device.tornado(0, -1));
    assertFalse(Device.cpu().equals(Device.tornado(0, 0)));
  }

  @Test
  void whereNothingIsThereTheReasonIsSaid() {
    Inventory inventory = Inventory.look("no.such.api.", getClass().getClassLoader());
    String message =
        assertThrows(DeviceException.class, () -> Device.parse("tornado").info(inventory)).getMessage();
    assertTrue(message.contains("TornadoVM is not there"), message);
    assertTrue(message.contains("tornado-argfile"), message);
    assertEquals(Device.available().isEmpty(), Device.problem().isPresent());
  }
}
