package dev.kernelsmith.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** What a file is, by its first bytes, whatever its name says. */
enum FileKind {
  PNG("a PNG image", true), //
  JPEG("a JPEG image", true), //
  GIF("a GIF image", true), //
  BMP("a BMP image", true), //
  WEBP("a WebP image"), //
  TIFF("a TIFF image"), //
  HEIF("a HEIF or AVIF image"), //
  PDF("a PDF document"), //
  SVG("a drawing or page in XML"), //
  ZIP("a ZIP archive"), //
  GZIP("a file compressed by gzip"), //
  IDX("an IDX file"), //
  EMPTY("an empty file"), //
  OTHER("not an image");

  private static final int HEAD = 16;

  private final String description;
  private final boolean picture;

  FileKind(String description) {
    this(description, false);
  }

  FileKind(String description, boolean picture) {
    this.description = description;
    this.picture = picture;
  }

  /** As in: the file is a PNG image. */
  String description() {
    return description;
  }

  /** Whether it is an image that can be read. */
  boolean isPicture() {
    return picture;
  }

  /**
   * Looks at a file; into one that is compressed by gzip, too. What is not a file is {@link #OTHER}.
   *
   * @throws IOException if it cannot be read
   */
  static FileKind of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return OTHER;
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    FileKind kind = of(head);
    if (kind != GZIP) {
      return kind;
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return of(in.readNBytes(HEAD)) == IDX ? IDX : GZIP;
    } catch (IOException damaged) {
      return GZIP;
    }
  }

  private static FileKind of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (head.length == 0) {
      return EMPTY;
    }
    if (head.length >= 8 && head[0] == 0 && head[1] == 0 && head[3] >= 1 && head[2] >= 8 && head[2] <= 0x0e) {
      return IDX;
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (text.startsWith("ftyp", 4)) {
      return HEIF;
    }
    return of(text);
  }

  private static FileKind of(String text) {
    if (text.startsWith("\u0089PNG")) {
      return PNG;
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (text.startsWith("GIF8")) {
      return GIF;
    }
    if (text.startsWith("BM")) {
      return BMP;
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return TIFF;
    }
    if (text.startsWith("%PDF")) {
      return PDF;
    }
    if (text.startsWith("PK")) {
      return ZIP;
    }
    if (text.startsWith("\u001f\u008b")) {
      return GZIP;
    }
    return text.stripLeading().startsWith("<") ? SVG : OTHER;
  }
}
