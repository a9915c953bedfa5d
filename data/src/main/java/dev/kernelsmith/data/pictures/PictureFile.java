package dev.kernelsmith.data.pictures;

import dev.kernelsmith.runtime.io.FileKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads picture files with the JDK's readers. */
public final class PictureFile {
  /** Kinds of files that can be read. */
  public static final Set<FileKind> READABLE = EnumSet.of(FileKind.PNG, FileKind.JPEG, FileKind.GIF, FileKind.BMP);

  private static final long MOST_PIXELS = 64_000_000;

  /** What a byte can hold at most: deflate makes 1032 bytes of one, each of 8 pixels in a PNG with two colours. GIF and JPEG hold less. */
  private static final long MOST_PIXELS_OF_A_BYTE = 1032 * 8;

  /** Where a BMP tells its compression, and two that are other formats. */
  private static final int BMP_COMPRESSION = 30;

  private static final int BMP_OF_JPEG = 4;
  private static final int BMP_OF_PNG = 5;

  private PictureFile() {}

  /**
   * Reads a JPEG, PNG, GIF or BMP and turns it upright, as Exif says.
   *
   * @throws IOException if the file is missing, no picture, damaged, or larger than 64 megapixels; the message names it
   */
  public static BufferedImage read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such image file");
    }
    try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
      return read(file.toString(), Files.size(file), () -> Files.newInputStream(file), stream);
    }
  }

  /**
   * The same for the bytes of such a file.
   *
   * @param name what messages call it
   * @throws IOException if it is no picture, damaged, or larger than 64 megapixels; the message names it
   */
  static BufferedImage read(byte[] file, String name) throws IOException {
    InputStream bytes = new ByteArrayInputStream(file);
    try (ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
      return read(name, file.length, () -> new ByteArrayInputStream(file), stream);
    }
  }

  /** Opens the bytes of a file. */
  interface Opener {
    InputStream open() throws IOException;
  }

  private static BufferedImage read(String file, long bytes, Opener opener, ImageInputStream stream)
      throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new IOException(
          String.format(Locale.ROOT, "%s is %s: a PNG, JPEG, GIF or BMP can be read", file, kind(opener)));
    }
    refuseEmbedded(file, opener);
    ImageReader reader = readers.next();
    try {
      reader.setInput(stream, true, true);
      return decode(file, bytes, opener, reader);
    } finally {
      reader.dispose();
    }
  }

  /** What a file is that is no image. */
  private static String kind(Opener opener) throws IOException {
    try (InputStream in = opener.open()) {
      byte[] beginning = in.readNBytes(FileKind.BYTES);
      return beginning.length == 0 ? "an empty file"
          : FileKind.of(beginning).map(FileKind::description).orElse("not an image");
    }
  }

  /** A JPEG or PNG in the frame of a BMP, of which the JDK's reader believes any length. No program that is in use writes it for files. */
  private static void refuseEmbedded(String file, Opener opener) throws IOException {
    byte[] beginning;
    try (InputStream in = opener.open()) {
      beginning = in.readNBytes(BMP_COMPRESSION + Integer.BYTES);
    }
    if (beginning.length == BMP_COMPRESSION + Integer.BYTES && beginning[0] == 'B' && beginning[1] == 'M') {
      ByteBuffer header = ByteBuffer.wrap(beginning).order(ByteOrder.LITTLE_ENDIAN);
      int compression = header.getInt(BMP_COMPRESSION);
      if (compression == BMP_OF_JPEG || compression == BMP_OF_PNG) {
        throw new IOException(file + " is a BMP that holds a " + (compression == BMP_OF_JPEG ? "JPEG" : "PNG")
            + ": save it as that");
      }
    }
  }

  private static BufferedImage decode(String file, long bytes, Opener opener, ImageReader reader) throws IOException {
    int width;
    int height;
    try {
      width = reader.getWidth(0);
      height = reader.getHeight(0);
      long pixels = (long) width * height;
      if (pixels <= MOST_PIXELS && pixels / MOST_PIXELS_OF_A_BYTE > bytes) {
        throw new IOException(
            String.format(Locale.ROOT, "it says that it has %d x %d pixels, which %d bytes cannot hold",
                width, height, bytes));
      }
      if (pixels <= MOST_PIXELS) {
        return Orientation.upright(whole(reader), Orientation.of(opener));
      }
    } catch (RuntimeException | IOException e) { // the readers of the JDK throw either for what is damaged
      boolean unknown = ("" + e.getMessage()).startsWith("Unsupported Image Type");
      throw new IOException(
          file + (unknown
              ? " has a kind of colours that the JDK does not read, such as CMYK: save it as RGB or grey"
              : " is a damaged image: " + e.getMessage()),
          e);
    }
    throw new IOException(
        String.format(Locale.ROOT, "%s has %d x %d pixels, more than %d million: scale it down first", file, width,
            height, MOST_PIXELS / 1_000_000));
  }

  /** The reader of JPEGs fills with grey what is missing or unreadable, and only warns. */
  private static BufferedImage whole(ImageReader reader) throws IOException {
    List<String> damages = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> {
      if (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes")) {
        damages.add(warning);
      }
    });
    BufferedImage image = reader.read(0);
    if (!damages.isEmpty()) {
      throw new IOException(damages.getFirst());
    }
    return image;
  }
}
