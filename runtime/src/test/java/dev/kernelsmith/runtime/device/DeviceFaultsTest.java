package dev.kernelsmith.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InaccessibleObjectException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which TornadoVM 5.2.0 was seen to fail, and what is said of it. */
class DeviceFaultsTest {
  private static Throwable wrapped(Throwable cause) {
    return new ExceptionInInitializerError(cause);
  }

  static Stream<Arguments> starts() {
    return Stream.of(
        Arguments.of(new ClassNotFoundException("TornadoRuntimeProvider"), "TornadoVM is not there", "TORNADOVM_HOME"),
        Arguments.of(
            wrapped(new IllegalStateException("[ERROR] Tornado Runtime Implementation class not specified.")),
            "API is there, but not its runtime", "tornado-argfile"),
        Arguments.of(
            new InternalError("JVMCI is not enabled. Must specify '-XX:+EnableJVMCI'"), "lacks -XX:+EnableJVMCI",
            "tornado-argfile"),
        Arguments.of(
            wrapped(new IllegalStateException("[ERROR] OpenCL JNI Library not found")), "native library",
            "ocl-icd-libopencl1"),
        Arguments.of(
            wrapped(new IllegalStateException("\u001b[31m[WARNING] No OpenCL platforms found. Deoptimizing\u001b[0m")),
            "no OpenCL platform", "pocl-opencl-icd"),
        Arguments.of(new UnsupportedClassVersionError("class file version 70.0"), "version 6.0.0", "5.2.0"),
        Arguments.of(new NoSuchMethodException("getNumBackends()"), "version 6.0.0", "Install SDK 5.2.0"),
        Arguments.of(new IllegalAccessError("module x does not export y"), "flags", "tornado-argfile"),
        Arguments.of(new IllegalStateException("what\nelse"), "did not start (IllegalStateException: what else)",
            "5.2.0"));
  }

  @ParameterizedTest
  @MethodSource("starts")
  void saysWhyItDidNotStart(Throwable failure, String what, String repair) {
    String text = DeviceFaults.ofStart(failure, "6.0.0");
    assertTrue(text.contains(what), text);
    assertTrue(text.contains(repair), text);
    assertTrue(text.lines().count() == 1 && !text.contains("\u001b"), text);
  }

  static Stream<Arguments> runs() {
    return Stream.of(
        Arguments.of(new NoSuchMethodError("TaskGraph.task"), "version unknown", "compile again"),
        Arguments.of(new AbstractMethodError("x"), "version unknown", "5.2.0"),
        Arguments.of(
            new IllegalStateException("Unable to allocate 4096 bytes of memory."), "not enough memory",
            "tornado.device.memory"),
        Arguments.of(new OutOfMemoryError("Java heap space"), "JVM ran out of memory", "-Xmx"),
        Arguments.of(
            new NullPointerException("the return value of \"ResolvedJavaMethod.getLocalVariableTable()\" is null"),
            "without the names of local variables", "-g"),
        Arguments.of(
            new InaccessibleObjectException(
                "Unable to make public static void a.b.NetTornadoKernels.uploadTouch(x.FloatArray) accessible: module net.m does not \"opens a.b\" to module tornado.runtime"),
            "module net.m is closed", "--add-opens net.m/a.b=tornado.runtime"),
        Arguments.of(new IllegalStateException("Unable to build sketch for method"), "could not compile", "report"),
        Arguments.of(
            new RuntimeException("x", new IllegalStateException("clFinish -> Returned: -36")),
            "clFinish -> Returned: -36",
            "try again"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void saysWhatFailedWhileItRan(Throwable failure, String what, String repair) {
    String text = DeviceFaults.ofRun(failure, null);
    assertTrue(text.contains(what), text);
    assertTrue(text.contains(repair), text);
  }

  @Test
  void passesOnWhatGeneratedGraphsSay() {
    IllegalArgumentException refusal = new IllegalArgumentException("there are no kernels for a CPU: add it");
    refusal.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("a.NetTornadoGraphs", "open", "NetTornadoGraphs.java", 1)});
    assertEquals("there are no kernels for a CPU: add it.", DeviceFaults.ofRun(refusal, null));
    IllegalArgumentException other = new IllegalArgumentException("bad");
    assertTrue(DeviceFaults.ofRun(other, null).startsWith("the driver failed"));
  }

  @Test
  void aCycleOfCausesEnds() {
    RuntimeException inner = new RuntimeException("inner");
    RuntimeException outer = new RuntimeException("outer", inner);
    inner.initCause(outer);
    assertEquals("RuntimeException: inner", DeviceFaults.words(outer));
  }
}
