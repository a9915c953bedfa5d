package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of files that are often named where another one is expected, by the bytes with which they begin. */
public enum FileKind {
  /** A PNG image. */
  PNG("a PNG image", "\u0089PNG"),
  /** A JPEG image. */
  JPEG("a JPEG image", "\u00ff\u00d8\u00ff"),
  /** A GIF image. */
  GIF("a GIF image", "GIF8"),
  /** A BMP image. */
  BMP("a BMP image", "BM"),
  /** A TIFF image. */
  TIFF("a TIFF image", "II*\0", "MM\0*"),
  /** A bzip2 archive. */
  BZIP2("a file compressed by bzip2: unpack it first", "BZh"),
  /** A gzip archive. */
  GZIP("compressed by gzip", "\u001f\u008b"),
  /** A ZIP archive. */
  ZIP("a ZIP archive, as PyTorch, Keras and NumPy write them", "PK\u0003\u0004"),
  /** An HDF5 file. */
  HDF5("an HDF5 file, as Keras writes them", "\u0089HDF"),
  /** A NumPy array. */
  NUMPY("a NumPy array", "\u0093NUMPY"),
  /** A pickled Python object. */
  PICKLE("a pickled Python object, as PyTorch wrote them", "\u0080\u0002", "\u0080\u0003", "\u0080\u0004",
      "\u0080\u0005"),
  /** A GGUF model. */
  GGUF("a GGUF model", "GGUF"),
  /** A pointer of Git LFS. */
  GIT_LFS("only a pointer of Git LFS (fetch the file itself with git lfs pull)", "version h"),
  /** A page of the web. */
  HTML("a web page, perhaps the message of a failed download", "<!DOCTYPE", "<!doctype", "<html"),
  /** A PDF document. */
  PDF("a PDF document", "%PDF"),
  /** An IDX file. */
  IDX("an IDX file, as MNIST has them", "\0\0\u0008\u0001", "\0\0\u0008\u0002", "\0\0\u0008\u0003", "\0\0\u0008\u0004"),
  /** A JSON text. */
  JSON("a JSON text", "{\"", "{\n", "{\r", "{ ");

  /** So many bytes are enough to tell the kind. */
  public static final int BYTES = 9;

  private final String description;
  private final String[] beginnings;

  FileKind(String description, String... beginnings) {
    this.description = description;
    this.beginnings = beginnings;
  }

  /** What a person calls it: {@code a PNG image}. */
  public String description() {
    return description;
  }

  /** The kind of a file, by its first bytes, of which {@link #BYTES} are enough; empty where it is none of these. */
  public static Optional<FileKind> of(byte[] beginning) {
    String text = new String(beginning, ISO_8859_1);
    return Arrays.stream(values())
        .filter(kind -> Arrays.stream(kind.beginnings).anyMatch(text::startsWith))
        .findFirst();
  }
}
