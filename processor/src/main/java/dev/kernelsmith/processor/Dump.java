package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes what passes make to files of a folder: {@code LeNet5/train-vector32/07-packing.txt}. */
final class Dump implements Trace {
  private final String folder;
  private final String network;
  private final Diagnostics diagnostics;
  private boolean failed;

  private Dump(String folder, String network, Diagnostics diagnostics) {
    this.folder = folder;
    this.network = network;
    this.diagnostics = diagnostics;
  }

  /**
   * What the options ask for.
   *
   * @param folder that may be written to, or null for nothing
   * @param network qualified name of the annotated class
   */
  static Trace of(@Nullable String folder, String network, Diagnostics diagnostics) {
    return folder == null ? NONE : new Dump(folder, network, diagnostics);
  }

  /** Whether a folder is there or can be made, and can be written to; if not, it is reported. */
  static boolean isPossible(String folder, Diagnostics diagnostics) {
    try {
      Path path = Path.of(folder);
      Files.createDirectories(path);
      if (Files.isWritable(path)) {
        return true;
      }
      diagnostics.report(Message.DUMP_FAILED, null, "", Options.DUMP, folder, "'" + path + "' may not be written to");
    } catch (IOException | InvalidPathException e) {
      diagnostics.report(Message.DUMP_FAILED, null, "", Options.DUMP, folder, cause(folder, e));
    }
    return false;
  }

  /** Writes one file; of several that cannot be written the first is reported. */
  @Override
  public void show(String part, String title, Supplier<String> text) {
    if (failed) {
      return;
    }
    String wanted = String.join("/", folder, network, part, title + ".txt");
    try {
      Path file = Path.of(wanted);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.get(), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      failed = true;
      diagnostics.report(Message.DUMP_FAILED, null, " of " + network, Options.DUMP, folder, cause(wanted, e));
    }
  }

  /** Why something cannot be written, in words: the exceptions of file systems name a path, and seldom what is wrong with it. */
  private static String cause(String wanted, Exception failure) {
    if (failure instanceof InvalidPathException invalid) {
      return "'" + wanted + "' is no path (" + invalid.getReason() + ")";
    }
    Path there = Path.of(wanted).toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return "'" + there + "' is no folder";
    } else if (!Files.isWritable(there)) {
      return "'" + there + "' may not be written to";
    }
    String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
    return "nothing can be made in '" + there + "'" + (reason == null ? "" : " (" + reason + ")");
  }
}
