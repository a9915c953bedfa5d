package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Kinds of files that are often named where another one is expected, by the bytes with which they begin, whatever their
 * names say.
 */
public enum FileKind {
  /** A PNG image. */
  PNG("a PNG image", "\u0089PNG"),
  /** A JPEG image. */
  JPEG("a JPEG image", "\u00ff\u00d8\u00ff"),
  /** A GIF image. */
  GIF("a GIF image", "GIF8"),
  /** A BMP image. */
  BMP("a BMP image", "BM"),
  /** A WebP image. */
  WEBP("a WebP image", "RIFF....WEBP"),
  /** A TIFF image. */
  TIFF("a TIFF image", "II\\*\0|MM\0\\*"),
  /** A HEIF or AVIF image. */
  HEIF("a HEIF or AVIF image", "....ftyp"),
  /** A bzip2 archive. */
  BZIP2("a file compressed by bzip2", "BZh", ": unpack it first"),
  /** A gzip archive. */
  GZIP("compressed by gzip", "\u001f\u008b"),
  /** A ZIP archive. */
  ZIP("a ZIP archive", "PK(\u0003\u0004|\u0005\u0006|\u0007\u0008)", ", as PyTorch, Keras and NumPy write them"),
  /** An HDF5 file. */
  HDF5("an HDF5 file", "\u0089HDF", ", as Keras writes them"),
  /** A NumPy array. */
  NUMPY("a NumPy array", "\u0093NUMPY"),
  /** A pickled Python object. */
  PICKLE("a pickled Python object", "\u0080[\u0002-\u0005]", ", as PyTorch wrote them"),
  /** A GGUF model. */
  GGUF("a GGUF model", "GGUF"),
  /** A pointer of Git LFS. */
  GIT_LFS("only a pointer of Git LFS", "version h", " (fetch the file itself with git lfs pull)"),
  /** A page of the web. */
  HTML("a web page", "\\s*<(!DOCTYPE|!doctype|html)", ", perhaps the message of a failed download"),
  /** Another text in XML. */
  XML("a drawing or text in XML", "\\s*<[?!a-zA-Z]"),
  /** A PDF document. */
  PDF("a PDF document", "%PDF"),
  /** An IDX file. */
  IDX("an IDX file", "\0\0[\u0008\t\u000b-\u000e][\u0001-\u00ff]", ", as MNIST has them"),
  /** A JSON text. */
  JSON("a JSON text", "\\{[\"\n\r ]");

  /** So many bytes are enough to tell the kind; with fewer, some kinds are not known. */
  public static final int BYTES = 16;

  private final String description;
  private final Pattern beginning;
  private final String origin;

  FileKind(String description, String beginning) {
    this(description, beginning, "");
  }

  FileKind(String description, String beginning, String origin) {
    this.description = description;
    this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    this.origin = origin;
  }

  /** What a person calls it: {@code a PNG image}. */
  public String description() {
    return description;
  }

  /** The same, with what helps somebody who took it for data or weights: where it may come from, or what to do. */
  public String origin() {
    return description + origin;
  }

  /** The kind of a file, by its first bytes, of which {@link #BYTES} are enough; empty where it is none of these. */
  public static Optional<FileKind> of(byte[] beginning) {
    String text = new String(beginning, ISO_8859_1);
    for (FileKind kind : values()) {
      if (kind.beginning.matcher(text).lookingAt()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * The kind of a file. An IDX file that is compressed by gzip is {@link #IDX}, since it is read as such.
   *
   * @return empty where it is none of these, or no file
   * @throws IOException if it cannot be read
   */
  public static Optional<FileKind> of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<FileKind> kind;
    try (InputStream in = Files.newInputStream(file)) {
      kind = of(in.readNBytes(BYTES));
    }
    return kind.equals(Optional.of(GZIP)) && isCompressedIdx(file) ? Optional.of(IDX) : kind;
  }

  private static boolean isCompressedIdx(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return of(in.readNBytes(BYTES)).equals(Optional.of(IDX));
    } catch (IOException damaged) {
      return false;
    }
  }
}
