package dev.kernelsmith.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.function.Executable;

/** What is logged for users. */
public final class Logged {
  private Logged() {}

  /** What is logged while something is done, which throws nothing. */
  public static List<String> meanwhile(Executable work) {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger("dev.kernelsmith");
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        lines.add(new SimpleFormatter().formatMessage(entry));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    logger.addHandler(handler);
    try {
      assertDoesNotThrow(work);
    } finally {
      logger.removeHandler(handler);
    }
    return lines;
  }
}
