package dev.kernelsmith.data.pictures;

import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.data.tables.TableRow;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Picture files and how to read them as samples with classes:
 *
 * <pre>{@code
 * PictureDataset flowers = Pictures.folder(Path.of("flowers")).size(64, 64).read();
 * PictureDataset digits = Pictures.table(Path.of("digits.csv"), "file", "digit").size(28, 28).grey().read();
 * }</pre>
 *
 * <p>JPEG, PNG, GIF and BMP are read, upright as Exif says, with white behind what is transparent; values are from 0 to 1 in steps of 1/255. Objects are immutable: each method
 * gives another one.
 */
public final class Pictures {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp");

  /** Kinds that people have, and the JDK does not read. */
  private static final Set<String> OTHER_ENDINGS =
      Set.of("webp", "tif", "tiff", "heic", "heif", "avif", "jxl", "jp2", "svg", "psd", "dng", "cr2", "nef", "arw");

  private static final System.Logger LOG = System.getLogger("dev.kernelsmith");

  /**
   * A picture to read.
   *
   * @param file where it is
   * @param label what it shows
   */
  record Labelled(Path file, String label) {}

  private final String origin;
  private final List<Labelled> files;
  private final @Nullable PictureSize size;
  private final boolean grey;
  private final Fit fit;
  private final List<String> classNames;
  private final boolean onDemand;

  private Pictures(
      String origin, List<Labelled> files, @Nullable PictureSize size, boolean grey, Fit fit, List<String> classNames,
      boolean onDemand) {
    this.origin = origin;
    this.files = files;
    this.size = size;
    this.grey = grey;
    this.fit = fit;
    this.classNames = classNames;
    this.onDemand = onDemand;
  }

  private static Pictures of(String origin, List<Labelled> files) {
    List<String> labels = List.copyOf(new TreeSet<>(files.stream().map(Labelled::label).toList()));
    return new Pictures(origin, List.copyOf(files), null, false, Fit.CROP, labels, false);
  }

  /**
   * The pictures of a folder that has a folder for each class, whose name is the class's; pictures may lie deeper. Hidden files and folders, whose names begin with a dot, and files whose names do not end like those of pictures, are passed over;
   * of pictures that cannot be read, such as WebP and TIFF, a warning tells.
   * Classes are numbered by their names in alphabetical order, and samples are in the order of their paths.
   *
   * @throws IOException if there is no such folder, it has no folders, or pictures beside them, or one of them has no pictures; if a link leads to no file
   * @throws DataFormatException if a link leads to a folder that it lies in
   */
  public static Pictures folder(Path folder) throws IOException {
    Objects.requireNonNull(folder, "folder");
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "is no folder: name one that has a folder for each class");
    }
    List<Labelled> files = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    List<Path> loose = new ArrayList<>();
    for (Path ofClass : list(folder)) {
      if (!Files.exists(ofClass)) {
        throw new NoSuchFileException(ofClass.toString(), null,
            "is a link to a folder that is not there: remove it, or bring the folder back");
      }
      if (!Files.isDirectory(ofClass)) {
        collect(ofClass, Files.isRegularFile(ofClass), loose, others);
      } else {
        List<Labelled> own =
            below(ofClass, others).stream().map(file -> new Labelled(file, ofClass.getFileName().toString())).toList();
        if (own.isEmpty()) {
          throw new DataFormatException(
              ofClass, "the folder of a class has no pictures", "files that end with .jpg, .jpeg, .png, .gif or .bmp",
              "remove the folder, or put pictures there");
        }
        files.addAll(own);
      }
    }
    if (files.isEmpty()) {
      throw new DataFormatException(
          folder, loose.isEmpty() ? "the folder has no pictures" : "the folder has pictures, but no folders",
          "a folder for each class",
          "sort the pictures into folders, or name their classes in a table (Pictures.table)");
    }
    if (!loose.isEmpty()) {
      throw new DataFormatException(folder, "beside the folders of the classes there "
          + (loose.size() == 1 ? "is a picture, " : "are " + loose.size() + " pictures, the first ")
          + loose.getFirst().getFileName(), "pictures in the folder of their class",
          "sort them into folders, or remove them");
    }
    warn(folder, others);
    return of(folder.toString(), files);
  }

  /**
   * The picture files below a folder, by their names as {@link #folder} finds them, in the order of their paths.
   *
   * @throws IOException if there is no such folder, or it has no pictures
   * @throws DataFormatException if a link leads to a folder that it lies in
   */
  public static List<Path> files(Path folder) throws IOException {
    Objects.requireNonNull(folder, "folder");
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "is no folder: name one that has pictures");
    }
    List<Path> others = new ArrayList<>();
    List<Path> found = below(folder, others);
    if (found.isEmpty()) {
      throw new DataFormatException(folder, "the folder has no pictures",
          "files that end with .jpg, .jpeg, .png, .gif or .bmp", "name a folder that has some");
    }
    warn(folder, others);
    return found;
  }

  /** Says that there are pictures which nobody learns from. */
  private static void warn(Path folder, List<Path> others) {
    if (!others.isEmpty()) {
      LOG.log(Level.WARNING,
          "{0}: {1} {2} not read, such as {3}: JPEG, PNG, GIF and BMP can be; convert the others, or remove them",
          folder, Integer.toString(others.size()), others.size() == 1 ? "picture is" : "pictures are",
          others.getFirst());
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Pictures::isShown).sorted().toList();
    }
  }

  private static boolean isShown(Path file) {
    return !file.getFileName().toString().startsWith(".");
  }

  /** Takes a file that looks like a picture, of a kind that can be read or not. */
  private static void collect(Path file, boolean regular, List<Path> pictures, List<Path> others) throws IOException {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!isShown(file) || !ENDINGS.contains(ending) && !OTHER_ENDINGS.contains(ending)) {
      return;
    }
    if (!regular) {
      throw new NoSuchFileException(file.toString(), null,
          Files.isSymbolicLink(file) ? "is a link to a file that is not there: remove it, or bring the file back"
              : "is no file, but looks like a picture: remove it");
    }
    (ENDINGS.contains(ending) ? pictures : others).add(file);
  }

  /**
   * The pictures below a folder, but for what is hidden there.
   *
   * @param others gets those of a kind that cannot be read
   */
  private static List<Path> below(Path folder, List<Path> others) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
        return inner.equals(folder) || isShown(inner) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        collect(file, attributes.isRegularFile(), found, others);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (!file.equals(folder) && !isShown(file)) {
          return FileVisitResult.CONTINUE;
        }
        if (failure instanceof FileSystemLoopException) {
          throw new DataFormatException(file,
              "it is a link to a folder that it lies in, so that there is no end below it",
              "folders and pictures, or links to others", "remove the link", failure);
        }
        throw failure;
      }
    });
    return found.stream().sorted().toList();
  }

  /**
   * The pictures that a table of comma-separated values with a header names, one a line, in its order. Names are paths, from the table's folder on unless absolute.
   * For another delimiter or a table without a header, give a {@link TableFile}.
   *
   * @param table the file, in UTF-8
   * @param fileColumn name of the column with the paths
   * @param labelColumn name of the column with the classes
   * @throws IOException if the table or a picture does not exist
   * @throws DataFormatException if it is no such table, has no such columns, no lines, or a line without path or label
   */
  public static Pictures table(Path table, String fileColumn, String labelColumn) throws IOException {
    Objects.requireNonNull(table, "table");
    return table(TableFile.of(table), fileColumn, labelColumn);
  }

  /**
   * The same for a table that is read as this says: {@code TableFile.of(path).delimiter(';')}, or with {@code columns("file", "label")} one without a header.
   *
   * @throws IOException if the table or a picture does not exist
   * @throws DataFormatException if it is no such table, has no such columns, no lines, or a line without path or label
   */
  public static Pictures table(TableFile source, String fileColumn, String labelColumn) throws IOException {
    Objects.requireNonNull(source, "source");
    Path table = source.file();
    Table lines = source.read();
    for (String column : List.of(fileColumn, labelColumn)) {
      if (!lines.columns().contains(column)) {
        throw new DataFormatException(
            table, "it has no column \"" + column + "\"", "one of " + lines.columns(), "name a column of its header");
      }
    }
    List<Labelled> files = new ArrayList<>();
    for (TableRow line : lines.rows().toList()) {
      String name = cell(table, line, fileColumn);
      Path file;
      try {
        file = table.toAbsolutePath().resolveSibling(name);
      } catch (InvalidPathException failure) {
        throw new DataFormatException(table,
            "line " + line.line() + ": \"" + DatasetText.excerpt(name) + "\" in column \"" + fileColumn
                + "\" can name no file: " + failure.getReason(),
            "the path of a picture", "correct it", failure);
      }
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(
            file.toString(), null, "named in line " + line.line() + " of " + table + ", is no file");
      }
      files.add(new Labelled(file, cell(table, line, labelColumn)));
    }
    if (files.isEmpty()) {
      throw new DataFormatException(table, "it names no pictures", "a line for each picture below the header",
          "name a picture in each line");
    }
    return of(table.toString(), files);
  }

  private static String cell(Path table, TableRow line, String column) {
    String value = line.get(column).strip();
    if (value.isEmpty()) {
      throw new DataFormatException(
          table, "line " + line.line() + ": nothing stands in column \"" + column + "\"", "a value",
          "complete or remove the line");
    }
    return value;
  }

  /**
   * Sets the size that all pictures get. It has to be set.
   *
   * @param height rows
   * @param width columns
   */
  public Pictures size(int height, int width) {
    return new Pictures(origin, files, new PictureSize(height, width, 1), grey, fit, classNames, onDemand);
  }

  /** Reads grey: one channel of luma instead of red, green and blue. */
  public Pictures grey() {
    return new Pictures(origin, files, size, true, fit, classNames, onDemand);
  }

  /** Says what happens to pictures of other proportions; {@link Fit#CROP} unless set. */
  public Pictures fit(Fit kind) {
    Objects.requireNonNull(kind, "kind");
    return new Pictures(origin, files, size, grey, kind, classNames, onDemand);
  }

  /**
   * Sets the classes, numbered from 0 in this order; unless set, they are the labels in alphabetical order. Use it with the names of the training data for all other data: a folder that lacks a class would
   * number the others differently.
   *
   * @throws IllegalArgumentException if a picture has a label that is not among them, or one stands there twice
   */
  public Pictures classNames(List<String> names) {
    Objects.requireNonNull(names, "names");
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("a class stands twice in " + names);
    }
    for (Labelled each : files) {
      if (!names.contains(each.label())) {
        throw new IllegalArgumentException(
            each.file() + " has the label \"" + each.label() + "\", which is none of the classes ["
                + DatasetText.list(names) + "]");
      }
    }
    return new Pictures(origin, files, size, grey, fit, List.copyOf(names), onDemand);
  }

  /**
   * Reads each picture whenever it is asked for, on the thread that asks, instead of all at once into memory: for folders that are larger than memory. Each epoch then decodes and scales every file again.
   */
  public Pictures onDemand() {
    return new Pictures(origin, files, size, grey, fit, classNames, true);
  }

  /**
   * Reads the pictures, on all processors.
   *
   * @throws IOException if one is missing or damaged; the message names the first and tells how many there are
   * @throws IllegalStateException if no size is set
   * @throws IllegalArgumentException if they do not fit into memory
   */
  public PictureDataset read() throws IOException {
    if (size == null) {
      throw new IllegalStateException(
          "the pictures need a size: call size(height, width), as the network's input has it");
    }
    PictureSize full = new PictureSize(size.height(), size.width(), grey ? 1 : 3);
    PictureDataset data = new PictureDataset(origin, files, new PicturePreparation(full, fit, classNames));
    return onDemand ? data : data.inMemory();
  }

  @Override
  public String toString() {
    return files.size() + " pictures of " + origin;
  }
}
