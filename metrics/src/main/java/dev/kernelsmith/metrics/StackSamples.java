package dev.kernelsmith.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Stacks of running threads, taken by the JVM's Flight Recorder: in its own rhythm, wherever a thread is, so that code without safepoints counts as any other. All of this class needs module {@code jdk.jfr}. */
final class StackSamples implements AutoCloseable {
  private static final String EVENT = "jdk.ExecutionSample";

  /**
   * A place of a stack.
   *
   * @param type binary name of the class
   * @param line line of the source; below 1 where the class file tells none
   */
  record Frame(String type, String method, int line) {}

  /** A stack, the running method first, of a thread. */
  record Stack(Instant time, long thread, List<Frame> frames) {}

  private final Recording recording;

  private StackSamples(Recording recording) {
    this.recording = recording;
  }

  /** Whether this JVM has a recorder. */
  static boolean isAvailable() {
    return FlightRecorder.isAvailable();
  }

  /** Begins; the first time in a JVM that takes some tenths of a second. */
  static StackSamples start(Duration period) {
    Recording recording = new Recording();
    recording.setName("kernelsmith layer times");
    recording.setToDisk(true); // what is in memory alone is lost where another recording ends
    recording.enable(EVENT).withPeriod(period);
    recording.start();
    return new StackSamples(recording);
  }

  /** Ends, and reads what there is. */
  List<Stack> stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("kernelsmith", ".jfr");
    List<Stack> stacks = new ArrayList<>();
    try {
      recording.dump(file);
      try (RecordingFile events = new RecordingFile(file)) {
        while (events.hasMoreEvents()) {
          RecordedEvent event = events.readEvent();
          RecordedThread thread = event.getThread("sampledThread");
          if (event.getEventType().getName().equals(EVENT) && thread != null && event.getStackTrace() != null) {
            stacks.add(new Stack(event.getStartTime(), thread.getJavaThreadId(),
                event.getStackTrace().getFrames().stream().map(StackSamples::frame).toList()));
          }
        }
      }
    } finally {
      Files.delete(file);
    }
    return stacks;
  }

  private static Frame frame(RecordedFrame frame) {
    return new Frame(frame.getMethod().getType().getName(), frame.getMethod().getName(), frame.getLineNumber());
  }

  /** Throws away what was taken. */
  @Override
  public void close() {
    recording.close();
  }
}
