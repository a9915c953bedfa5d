package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Writes what passes make to files of a folder: {@code LeNet5/train-vector32/07-packing.txt}. */
final class Dump implements Trace {
  /** The option that names the folder. */
  static final String FOLDER = "kernelsmith.dump";

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
   * @param network qualified name of the annotated class
   */
  static Trace of(Map<String, String> options, String network, Diagnostics diagnostics) {
    if (!options.containsKey(FOLDER)) {
      return NONE;
    }
    String folder = Objects.requireNonNullElse(options.get(FOLDER), "");
    if (folder.isBlank()) {
      diagnostics.report(Message.UNKNOWN_OPTION_VALUE, null, FOLDER, folder, "the path of a folder");
      return NONE;
    }
    return new Dump(folder, network, diagnostics);
  }

  /** Writes one file; of several that cannot be written the first is reported. */
  @Override
  public void show(String part, String title, Supplier<String> text) {
    if (failed) {
      return;
    }
    try {
      Path file = Path.of(folder, network, part, title + ".txt");
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.get(), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      failed = true;
      diagnostics.report(Message.DUMP_FAILED, null, network, FOLDER, folder, e);
    }
  }
}
