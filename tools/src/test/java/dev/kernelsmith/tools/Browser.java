package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Chromium or Chrome without a window, where the machine has one; a test that needs it is skipped elsewhere. */
final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Path program;
  private final Path folder;

  /**
   * What a page came to.
   *
   * @param dom the document after its scripts have run
   * @param console what it said in its console, errors of scripts among it
   */
  record Result(String dom, List<String> console) {}

  private Browser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** The browser of this machine. */
  static Browser find(Path folder) {
    Optional<Path> program = Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .flatMap(path -> NAMES.stream().map(name -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .findFirst();
    assumeTrue(program.isPresent(),
        "there is no browser to look at the page with: none of " + NAMES + " is on the PATH");
    return new Browser(program.orElseThrow(), folder);
  }

  /** Opens a page in a window of a size and waits until it has come to rest, for at most some seconds of the page's own time. */
  Result open(String address, int width, int height, String... options) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "dom", ".html");
    Path err = Files.createTempFile(folder, "console", ".txt");
    List<String> command = new ArrayList<>(List.of(
        program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
        "--user-data-dir=" + folder.resolve("profile"),
        "--window-size=" + width + "," + height, "--enable-logging=stderr", "--virtual-time-budget=3000",
        "--dump-dom"));
    command.addAll(Arrays.asList(options));
    command.add(address);
    Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser hangs");
    return new Result(Files.readString(out),
        Files.readAllLines(err).stream().filter(line -> line.contains(":CONSOLE")).toList());
  }
}
