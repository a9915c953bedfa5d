package dev.kernelsmith.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows runs while they go on. */
// @formatter:off
@Command(name = "watch", sortOptions = false,
    description = {
      "Serve the page of report on this machine alone (the loopback address), where it moves while a training writes to its folder.",
      "Ctrl-C ends it."
    })
final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
  private List<Path> runs;

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", converter = WholeNumber.class, description = "The port. Default: any that is free")
  private long port;
  // @formatter:on

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65535) {
      throw new picocli.CommandLine.ParameterException(spec.commandLine(), "--port can be 0 to 65535, not " + port);
    }
    ReportPage.data(runs, true); // a folder that is none is said at once
    try (RunServer server = RunServer.start(runs, (int) port)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("watching: " + server.address());
      out.flush();
      new CountDownLatch(1).await(); // until a signal ends the process
    }
    return 0;
  }
}
