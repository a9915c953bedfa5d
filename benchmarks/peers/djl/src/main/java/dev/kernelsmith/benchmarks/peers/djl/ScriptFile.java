package dev.kernelsmith.benchmarks.peers.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes TorchScript: a module without parameters, whose {@code forward} is given as source. */
final class ScriptFile {
  /** Version of the format; any that PyTorch reads has what is used here. */
  private static final String VERSION = "3\n";

  /** A tuple without elements, as Python's pickle writes it. */
  private static final byte[] NOTHING = {(byte) 0x80, 2, ')', '.'};

  private ScriptFile() {}

  /**
   * Writes a module.
   *
   * @param file where to
   * @param forward source of its method, indented as in the class
   */
  static void write(Path file, String forward) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.pt$", "");
    String source =
        "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n" + forward;
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(zip, name + "/data.pkl", object());
      add(zip, name + "/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      add(zip, name + "/constants.pkl", NOTHING);
      add(zip, name + "/version", VERSION.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The pickled object: a new {@code M}, whose state says that it is not being trained. */
  private static byte[] object() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x80, 2});
    bytes.write("c__torch__\nM\n".getBytes(StandardCharsets.UTF_8));
    bytes.write(new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
    bytes.write("training".getBytes(StandardCharsets.UTF_8));
    bytes.write(new byte[] {(byte) 0x89, 'u', 'b', '.'});
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
