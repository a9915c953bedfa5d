package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.io.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a page on runs. */
// @formatter:off
@Command(name = "report", sortOptions = false,
    description = {
      "Write a page on one run, or on several to compare them, from the folders that train --run or a RunFolder wrote:",
      "curves, tests, worst mistakes, parameters, the network and the machine. It is one file and needs no network."
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
  private List<Path> runs;

  @Option(names = "--out", paramLabel = "FILE", description = "The page. Default: report.html in the folder of the one run, or in the working folder")
  private @Nullable Path out;
  // @formatter:on

  @Override
  public Integer call() throws IOException {
    Path file = out != null ? out : runs.size() == 1 ? runs.getFirst().resolve("report.html") : Path.of("report.html");
    byte[] page = ReportPage.html(runs, false).getBytes(StandardCharsets.UTF_8);
    OutputFiles.check(file, OutputFiles.Content.PAGE);
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(page)));
    PrintWriter printer = spec.commandLine().getOut();
    printer.print(Texts.format("report: %s, %,d bytes%n", file, page.length));
    printer.flush();
    return 0;
  }
}
