package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.spi.KernelVariants;
import dev.kernelsmith.runtime.spi.VariantChoice;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this machine has, which kernels will run on it and why, which devices can be used, and what to add. */
@Command(name = "doctor", description = "Say what this machine has, which kernels and devices will run, and what to add.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    line(out, "JDK", String.format(Locale.ROOT, "%s (%s), %s", property("java.version"), property("java.vendor"),
        property("java.home")));
    line(
        out,
        "JVM",
        String.format(Locale.ROOT, "%s %s, %s", property("java.vm.name"), property("java.vm.version"),
            property("java.vm.info")));
    line(out, "JIT", jit());
    line(out, "System",
        String.format(Locale.ROOT, "%s %s, %s", property("os.name"), property("os.version"), property("os.arch")));
    Runtime runtime = Runtime.getRuntime();
    line(out, "Processors", runtime.availableProcessors() + " for this JVM");
    line(out, "Heap", Texts.grouped(runtime.maxMemory() >> 20) + " MiB at most");
    boolean sound = kernels(out);
    out.flush();
    DeviceDoctor devices = new DeviceDoctor();
    sound &= devices.examine();
    devices.lines().forEach(finding -> line(out, finding[0], finding[1]));
    out.flush();
    return sound ? 0 : 1;
  }

  private static boolean kernels(PrintWriter out) {
    VariantChoice choice;
    try {
      choice = KernelVariants.choice();
    } catch (IllegalStateException | IllegalArgumentException e) { // an option asks for what cannot be
      line(out, "Kernels", "none: " + e.getMessage());
      return false;
    }
    line(out, "Vector API", vectors(choice));
    line(out, "Kernels", kind(choice) + ": " + choice.reason());
    for (Sample sample : Sample.ALL) {
      line(out, "  " + sample.name(), sample.factory().apply(0).engine().kernels());
    }
    return true;
  }

  private static String vectors(VariantChoice choice) {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? String.format(Locale.ROOT, "%d bits, %d floats at once", choice.vectorBits(),
            choice.vectorBits() / Float.SIZE)
        : "not there. Add --add-modules jdk.incubator.vector to the java command";
  }

  private static String kind(VariantChoice choice) {
    return switch (choice.kind()) {
      case VECTOR -> "vector, tiles for " + choice.registers() + " registers";
      case SCALAR -> "scalar";
    };
  }

  private static String jit() {
    var compiler = java.lang.management.ManagementFactory.getCompilationMXBean();
    return compiler == null ? "none, the JVM only interprets" : compiler.getName();
  }

  private static String property(String key) {
    return System.getProperty(key, "unknown");
  }

  private static void line(PrintWriter out, String what, String text) {
    out.print(Texts.format("%-12s %s%n", what, text));
  }
}
