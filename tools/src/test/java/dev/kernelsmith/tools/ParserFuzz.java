package dev.kernelsmith.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls with one input after another: the parser of system property {@value #PARSER} reads it. */
public final class ParserFuzz {
  static final String PARSER = "kernelsmith.fuzzed";

  private static final FuzzedParser FUZZED = FuzzedParser.valueOf(System.getProperty(PARSER));
  private static final Path FOLDER;

  static {
    try {
      FOLDER = Files.createTempDirectory("fuzz");
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ParserFuzz() {}

  /** Reads an input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    FUZZED.outcome(FOLDER, input);
  }
}
