package dev.kernelsmith.data.pictures;

import dev.kernelsmith.runtime.io.FileKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
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

  private PictureFile() {}

  /**
   * Reads a JPEG, PNG, GIF or BMP and turns it upright, as Exif says.
   *
   * @throws IOException if the file is missing, no picture, damaged, or larger than 64 megapixels; the message names it
   */
  public static BufferedImage read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such image file");
    }
    try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
      return read(file.toString(), () -> Files.newInputStream(file), stream);
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
      return read(name, () -> new ByteArrayInputStream(file), stream);
    }
  }

  /** Opens the bytes of a file. */
  interface Opener {
    InputStream open() throws IOException;
  }

  private static BufferedImage read(String file, Opener opener, ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new IOException(
          String.format(Locale.ROOT, "%s is %s: a PNG, JPEG, GIF or BMP can be read", file, kind(opener)));
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(stream, true, true);
      return decode(file, opener, reader);
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

  private static BufferedImage decode(String file, Opener opener, ImageReader reader) throws IOException {
    int width;
    int height;
    try {
      width = reader.getWidth(0);
      height = reader.getHeight(0);
      if ((long) width * height <= MOST_PIXELS) {
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
