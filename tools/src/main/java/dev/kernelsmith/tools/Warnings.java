package dev.kernelsmith.tools;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the libraries log, as this command line says things: a line each on standard error, with options in place of calls. */
final class Warnings extends Handler {
  /** Kept, since the JDK forgets loggers that nobody holds, and their handlers with them. */
  private static final Logger LOGGER = Logger.getLogger("dev.kernelsmith");

  private Warnings() {}

  /** Begins to print them, where nobody has said otherwise to Java's logging. */
  static void listen() {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty("java.util.logging.config.class") == null) {
      LOGGER.setUseParentHandlers(false);
      LOGGER.addHandler(new Warnings());
    }
  }

  /** The line, without the program's name. */
  static String line(LogRecord entry) {
    String text = Advice.forCommandLine(new SimpleFormatter().formatMessage(entry));
    return entry.getLevel().intValue() >= Level.WARNING.intValue() ? "warning: " + text : text;
  }

  @Override
  public void publish(LogRecord entry) {
    if (isLoggable(entry)) {
      System.err.println("kernelsmith: " + line(entry));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
