package dev.kernelsmith.tools;

import dev.kernelsmith.data.pipeline.RecordException;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.train.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in one line what went wrong. */
final class Failures {
  private Failures() {}

  /** The line, without the program's name. What nobody foresaw says that it is a bug. */
  static String describe(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException unchecked -> describe(unchecked.getCause());
      case FileSystemException file when file.getReason() == null -> file.getFile() + ": " + reason(file);
      case IOException io -> message(io);
      case DataFormatException format -> message(format);
      case RecordException entry -> message(entry);
      case WeightsMismatchException mismatch -> message(mismatch);
      case TrainingException training -> message(training);
      case DeviceException device -> message(device);
      case IllegalArgumentException argument -> message(argument);
      case IllegalStateException state -> message(state);
      case OutOfMemoryError memory ->
          String.format(Locale.ROOT,
              "out of memory (%s): raise the heap, for example with KERNELSMITH_JAVA_OPTIONS=-Xmx4g",
              memory.getMessage());
      default -> "internal error, please report it with the output of -X: " + failure;
    };
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? failure.toString()
        : Advice.forCommandLine(failure.getMessage());
  }

  private static String reason(FileSystemException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "access denied";
      case FileAlreadyExistsException _ -> "exists already";
      case NotDirectoryException _ -> "not a folder";
      default -> failure.getClass().getSimpleName();
    };
  }
}
