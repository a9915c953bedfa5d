package dev.kernelsmith.tools;

import dev.kernelsmith.data.idx.IdxFiles.Part;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.device.DeviceInfo;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.train.DeviceCheck;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Says whether TornadoVM is there, which devices it finds, and whether a network computes on each what it computes on the CPU. */
final class DeviceDoctor {
  private static final int BATCH = 32;
  private static final int STEPS = 3;

  private final List<String[]> lines = new ArrayList<>();
  private boolean sound = true;

  /** The findings, each a heading and a text. */
  List<String[]> lines() {
    return lines;
  }

  /** Examines this JVM; false where a device is there but cannot be used. */
  boolean examine() {
    TornadoSdk sdk = TornadoSdk.at(System.getenv("TORNADOVM_HOME"));
    say("TornadoVM", sdk == null ? "TORNADOVM_HOME is not set" : sdk.description());
    Device.tornadoVersion().filter(running -> sdk == null || !running.equals(sdk.version())).ifPresent(
        running -> say("", "this JVM has version " + running));
    flags();
    Device.problem().ifPresent(problem -> say("Devices", "none: " + problem));
    for (DeviceInfo info : Device.available()) {
      say("Device", info.description() + sizes(info));
      say("", check(info));
    }
    return sound;
  }

  private void flags() {
    List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
    if (arguments.contains("-XX:+UseCompactObjectHeaders")) {
      say("", "-XX:+UseCompactObjectHeaders breaks TornadoVM: remove it from the java command");
      sound = Device.available().isEmpty() && sound;
    }
  }

  private static String sizes(DeviceInfo info) {
    StringBuilder text = new StringBuilder();
    if (info.memoryBytes() > 0) {
      text.append(Texts.format(", %,d MiB", info.memoryBytes() >> 20));
    }
    if (info.maxWorkGroup() > 0) {
      text.append(Texts.format(", work groups of at most %,d", info.maxWorkGroup()));
    }
    return text.toString();
  }

  /** Compiles a network's kernels for a device and compares a prediction and some training steps with the CPU. */
  private String check(DeviceInfo info) {
    long begin = System.nanoTime();
    Sample sample = Sample.named("mlp").orElseThrow();
    CompiledNetwork network = sample.factory().apply(1);
    Dataset digits = sample.task().draw(BATCH, 1, Part.TRAIN);
    DeviceCheck result;
    try (DeviceNetwork placed = DeviceNetwork.open(network, info, BATCH, BATCH, DevicePolicy.FAIL)) {
      result = DeviceCheck.run(placed, digits, BATCH, STEPS);
      result.requireEqual();
    } catch (DeviceException e) {
      sound = false;
      return "not usable: " + e.getMessage();
    }
    return Texts.format(
        "ok: sample mlp compiles, and a prediction and %d training steps agree with the CPU (%.1f s)",
        result.steps(), (System.nanoTime() - begin) * 1e-9);
  }

  private void say(String heading, String text) {
    lines.add(new String[] {heading, text});
  }
}
