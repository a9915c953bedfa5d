package dev.kernelsmith.processor;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The jars and class folders that the classes under test come from: a jar after Maven's package phase, else a folder. */
final class Artifacts {
  private Artifacts() {}

  /** The jar or folder that a class comes from. */
  static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path to " + type, e);
    }
  }

  /** The place itself where it is a jar, else a new jar of its files in the folder {@code into}. */
  static Path asJar(Path place, Path into) throws IOException {
    if (Files.isRegularFile(place)) {
      return place;
    }
    Path jar = Files.createTempFile(into, "classes", ".jar");
    try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files(place)) {
        zip.putNextEntry(new ZipEntry(place.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }

  /** All files below a folder, in order. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
