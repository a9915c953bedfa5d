package dev.kernelsmith.runtime.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What TornadoVM and its drivers throw, as one sentence for people with what to do about it. */
final class DeviceFaults {
  /** The version of TornadoVM that generated code is written for. */
  static final String EXPECTED = "5.2.0";

  static final String NO_DEVICE =
      "TornadoVM runs, but found no device. Install the driver of your device, or PoCL for the CPU (package pocl-opencl-icd); clinfo lists what OpenCL sees.";

  private static final String ARGFILE = "@$TORNADOVM_HOME/tornado-argfile";

  /** What the JVM says where a module is closed to those who look for a kernel by reflection. */
  private static final Pattern CLOSED = Pattern.compile("module (\\S+) does not \"opens (\\S+)\" to module (\\S+)");

  private DeviceFaults() {}

  /** Why TornadoVM did not start. */
  static String ofStart(Throwable failure, @Nullable String version) {
    String texts = texts(failure);
    if (failure instanceof ClassNotFoundException) {
      return String.format(Locale.ROOT,
          "TornadoVM is not there. Install its SDK %s, set TORNADOVM_HOME to it, and add %s to the java command.",
          EXPECTED, ARGFILE);
    }
    if (texts.contains("Implementation class not specified")) {
      return String.format(Locale.ROOT, "TornadoVM's API is there, but not its runtime. Add %s to the java command.",
          ARGFILE);
    }
    if (texts.contains("JVMCI is not enabled")) {
      return String.format(Locale.ROOT,
          "the JVM lacks -XX:+EnableJVMCI. Add %s to the java command: it has this flag and all others that are needed.",
          ARGFILE);
    }
    if (texts.contains("JNI Library not found") || has(failure, UnsatisfiedLinkError.class)) {
      return String.format(Locale.ROOT,
          "the native library of TornadoVM's back end was not found or cannot be loaded (%s). Add %s to the java command, which names its folder, and install the OpenCL loader (package ocl-icd-libopencl1).",
          words(failure), ARGFILE);
    }
    if (texts.contains("platforms found") || texts.contains("NoOpenCLPlatform")) {
      return "there is no OpenCL platform. Install the driver of your device, or PoCL for the CPU (package pocl-opencl-icd); clinfo lists what OpenCL sees.";
    }
    String other = ofVersion(failure, version);
    if (other != null) {
      return other;
    }
    if (has(failure, IllegalAccessError.class) || has(failure, IllegalAccessException.class)
        || texts.contains("does not export") || texts.contains("not accessible")) {
      return String.format(Locale.ROOT, "the JVM lacks some of TornadoVM's flags (%s). Add %s to the java command.",
          words(failure),
          ARGFILE);
    }
    return String.format(Locale.ROOT, "TornadoVM did not start (%s). Use SDK %s, and add %s to the java command.",
        words(failure),
        EXPECTED, ARGFILE);
  }

  /** What went wrong while it ran. */
  static String ofRun(Throwable failure, @Nullable String version) {
    String texts = texts(failure);
    String other = ofVersion(failure, version);
    if (other != null) {
      return other;
    }
    if (failure instanceof IllegalArgumentException && isOfGeneratedGraphs(failure)) {
      return failure.getMessage() + ".";
    }
    Matcher closed = CLOSED.matcher(texts);
    if (closed.find()) {
      return String.format(Locale.ROOT,
          "TornadoVM cannot get at its kernels: their module %1$s is closed to it. Add --add-opens %1$s/%2$s=%3$s to the java command, or write \"opens %2$s to %3$s;\" into module-info.java.",
          closed.group(1), closed.group(2), closed.group(3));
    }
    if (texts.contains("LocalVariableTable")) {
      return "its kernels were compiled without the names of local variables, by which TornadoVM finds parallel loops. Compile with -g.";
    }
    if (failure instanceof OutOfMemoryError) {
      return String.format(Locale.ROOT, "the JVM ran out of memory (%s). Use smaller batches, or raise -Xmx.",
          failure.getMessage());
    }
    if (texts.contains("OutOfMemory") || texts.contains("out of memory") || texts.contains("Unable to allocate")
        || texts.contains("MEM_OBJECT_ALLOCATION_FAILURE")) {
      return String.format(Locale.ROOT,
          "the device has not enough memory (%s). Use smaller batches, or raise TornadoVM's limit with -Dtornado.device.memory=4GB.",
          words(failure));
    }
    if (texts.contains("Bailout") || texts.contains("Unable to build sketch") || texts.contains("CompilationException")
        || texts.contains("BUILD_PROGRAM_FAILURE")) {
      return String.format(Locale.ROOT,
          "TornadoVM could not compile a kernel (%s). Please report it with the annotated class and the name of the device.",
          words(failure));
    }
    return String.format(Locale.ROOT,
        "the driver failed (%s). Look at the system's log for what became of the device, and try again.",
        words(failure));
  }

  /** What generated task graphs refuse, they explain themselves. */
  private static boolean isOfGeneratedGraphs(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().endsWith("TornadoGraphs");
  }

  private static @Nullable String ofVersion(Throwable failure, @Nullable String version) {
    boolean other =
        has(failure, IncompatibleClassChangeError.class) && !has(failure, IllegalAccessError.class)
            || has(failure, UnsupportedClassVersionError.class) || has(failure, NoSuchMethodException.class)
            || failure instanceof NoClassDefFoundError && !texts(failure).contains("Could not initialize");
    if (!other) {
      return null;
    }
    return String.format(Locale.ROOT,
        "the TornadoVM that is there (version %s) is not the one that this was compiled for, %s (%s). Install SDK %s, set TORNADOVM_HOME to it, and compile again.",
        version == null ? "unknown" : version, EXPECTED, words(failure), EXPECTED);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return chain(failure).stream().anyMatch(type::isInstance);
  }

  private static String texts(Throwable failure) {
    StringBuilder texts = new StringBuilder();
    chain(failure).forEach(link -> texts.append(link).append('\n'));
    return texts.toString();
  }

  /** The innermost cause in one line, without the colours that TornadoVM puts into its messages. */
  static String words(Throwable failure) {
    Throwable root = chain(failure).getLast();
    String message = root.getMessage() == null ? "" : ": " + root.getMessage();
    String line = root.getClass().getSimpleName() + message;
    return line.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll("\\s+", " ").strip();
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable link = failure; link != null && !chain.contains(link) && chain.size() < 32; link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }
}
