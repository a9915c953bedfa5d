package dev.kernelsmith.data.tfrecords;

import dev.kernelsmith.runtime.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes a file of records as a whole. */
final class RecordWriter {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Compression compression;
  private final Iterable<byte[]> records;
  private long most;

  RecordWriter(Path file, Compression compression, Iterable<byte[]> records) {
    this.file = file;
    this.compression = compression;
    this.records = records;
  }

  void write() throws IOException {
    AtomicFile.write(file, this::writeTo);
  }

  /** Called again where an interrupt cut it off, so that what can be gone through once only is found out. */
  private void writeTo(WritableByteChannel channel) throws IOException {
    try (OutputStream out = new BufferedOutputStream(compressed(new Open(Channels.newOutputStream(channel))), BUFFER)) {
      long count = 0;
      for (byte[] data : records) {
        if (data == null) {
          throw new IllegalArgumentException("record " + count + " to write to " + file + " is null");
        }
        write(out, data);
        count++;
        most = Math.max(most, count);
      }
      if (count < most) {
        throw new IOException(
            "an interrupt came after " + most + " records, and they cannot be gone through again: give a list");
      }
    }
  }

  private OutputStream compressed(OutputStream raw) throws IOException {
    return switch (compression) {
      case NONE -> raw;
      case GZIP -> new GZIPOutputStream(raw, BUFFER);
      case ZLIB -> new DeflaterOutputStream(raw);
    };
  }

  private static void write(OutputStream out, byte[] data) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(RecordPlace.HEADER).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length);
    header.putInt(MaskedCrc.of(header.array(), 8));
    out.write(header.array());
    out.write(data);
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(MaskedCrc.of(data, data.length)).array());
  }

  /** Stays open when it is closed, since the file has to be forced to the disk. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
