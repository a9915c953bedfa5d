package dev.kernelsmith.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what TornadoVM 5.2.0 wrote. */
class DeviceProfileTest {
  private static String log(int kernel1, int kernel2) {
    return """
        {
            "train": {
                "TOTAL_DISPATCH_DATA_TRANSFERS_TIME": "3680516",
                "COPY_OUT_TIME": "1131",
                "TOTAL_KERNEL_TIME": "29353",
                "TOTAL_TASK_GRAPH_TIME": "5218003",
                "TOTAL_DISPATCH_KERNEL_TIME": "93955",
                "COPY_IN_TIME": "2564",
                "TOTAL_COPY_OUT_SIZE_BYTES": "4112",
                "ALLOCATION_BYTES": "12336",
                "TOTAL_COPY_IN_SIZE_BYTES": "8224",
                "train.t2": {
                    "BACKEND": "OPENCL",
                    "METHOD": "P.k2",
                    "DEVICE_ID": "0:0",
                    "DEVICE": "pthread-skylake-avx512-AMD EPYC",
                    "TOTAL_COPY_IN_SIZE_BYTES": "24",
                    "POWER_USAGE_mW": "n/a",
                    "TASK_KERNEL_TIME": "%d"
                },\s
                "train.t1": {
                    "BACKEND": "OPENCL",
                    "TASK_KERNEL_TIME": "%d"
                }
            }
        }
        """
        .formatted(kernel2, kernel1);
  }

  @Test
  void readsTimesAndBytes() {
    DeviceProfile profile = DeviceProfile.parse(log(15623, 13730));
    assertEquals(Map.of("t1", 15623L, "t2", 13730L), profile.kernels());
    assertEquals(29353, profile.kernelNanos());
    assertEquals(93955, profile.kernelDispatchNanos());
    assertEquals(3680516, profile.transferDispatchNanos());
    assertEquals(2564, profile.copyInNanos());
    assertEquals(1131, profile.copyOutNanos());
    assertEquals(3695, profile.transferNanos());
    assertEquals(8224, profile.copyInBytes());
    assertEquals(4112, profile.copyOutBytes());
    assertEquals(5218003, profile.totalNanos());
    assertEquals(0, profile.kernelNanos("t3"));
  }

  @Test
  void theLastObjectOfAGraphCountsAndGraphsAreAdded() {
    String text = log(1, 2) + log(30, 40) + log(500, 600).replace("train", "more").replace(".t", ".u");
    DeviceProfile profile = DeviceProfile.parse(text);
    assertEquals(Map.of("t1", 30L, "t2", 40L, "u1", 500L, "u2", 600L), profile.kernels());
    assertEquals(2 * 2564, profile.copyInNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing", "{", "{}", "{\"train\": {", "{\"train\": {\"COPY_IN_TIME\": \"soon\"}}"})
  void refusesAnythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> DeviceProfile.parse(text));
  }
}
