package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files written byte by byte. */
final class TestFiles {
  private TestFiles() {}

  static Path safetensors(Path directory, String header, byte[] data) throws IOException {
    return safetensors(directory, header.getBytes(UTF_8), data);
  }

  static Path safetensors(Path directory, byte[] header, byte[] data) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header).put(data);
    return Files.write(directory.resolve("by-hand.safetensors"), bytes.array());
  }
}
