package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.benchmarks.compare.MeasurementException;
import dev.kernelsmith.benchmarks.compare.Programs;
import dev.kernelsmith.benchmarks.suite.MachineProbe.Peak;
import dev.kernelsmith.tools.BenchmarkSuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures workloads one after another, every measurement in a JVM of its own. */
public final class Suite implements BenchmarkSuite {
  /** Made by {@link java.util.ServiceLoader}. */
  public Suite() {}

  @Override
  public List<String> workloads() {
    return Workload.names();
  }

  @Override
  public void run(Request request, PrintWriter out, PrintWriter progress) throws IOException {
    run(request, request.quick() ? Protocol.quick() : Protocol.full(), out, progress);
  }

  void run(Request request, Protocol protocol, PrintWriter out, PrintWriter progress) throws IOException {
    Results baseline = request.baseline() == null ? null : Json.results(request.baseline());
    Files.createDirectories(request.out());
    Results results;
    try {
      results = new Run(request, protocol, progress).measure();
    } catch (MeasurementException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    Path json = request.out().resolve("results.json");
    Path chart = request.out().resolve("chart.svg");
    Json.write(json, results);
    Files.writeString(chart, Chart.of(results));
    new ResultTable(results, out).print();
    if (baseline != null) {
      new BaselineTable(results, baseline, out).print();
    }
    out.printf(Locale.ROOT, "Written: %s, %s%n", json, chart);
  }

  /** One run. */
  private record Run(Request request, Protocol protocol, PrintWriter progress) {
    Results measure() {
      String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      List<Peak> peaks = new ArrayList<>();
      for (int threads : threads()) {
        say("the peak of " + Threads.words(threads));
        peaks.addAll(Probe.run(Probe.Part.MACHINE, Workload.W1, threads, protocol, Peak.class));
      }
      List<Figure> figures = new ArrayList<>();
      List<KernelFigure> kernels = new ArrayList<>();
      for (String name : request.workloads()) {
        Workload workload = Workload.valueOf(name);
        figures.addAll(measure(workload, peaks));
        say(workload + ", kernels");
        kernels.addAll(Probe.run(Probe.Part.KERNELS, workload, 1, protocol, KernelFigure.class));
      }
      return new Results(
          time, Machine.words(), Networks.lenet5(1).engine().kernels(), JvmOptions.all(), protocol, peaks,
          figures, kernels);
    }

    private List<Integer> threads() {
      return request.threads() == 1 ? List.of(1) : List.of(1, request.threads());
    }

    private List<Figure> measure(Workload workload, List<Peak> peaks) {
      List<Figure> figures = new ArrayList<>();
      double flops = Networks.trainingFlops(workload.network());
      for (Peak peak : peaks) {
        say(workload + ", training on " + Threads.words(peak.threads()));
        List<Figure> training = Probe.run(Probe.Part.TRAINING, workload, peak.threads(), protocol, Figure.class);
        figures.addAll(training);
        figures.add(share(workload, training.getFirst(), training.getFirst().median(), flops, peak));
      }
      flops = Networks.predictionFlops(workload.network());
      say(workload + ", predictions");
      List<Figure> predictions =
          Probe.run(Probe.Part.PREDICTION, workload, peaks.getLast().threads(), protocol, Figure.class);
      figures.addAll(predictions);
      Figure one = predictions.getFirst();
      figures.add(share(workload, one, 1e6 / one.median(), flops, peaks.getFirst()));
      for (int i = 0; i < peaks.size(); i++) {
        Figure many = predictions.get(predictions.size() - peaks.size() + i);
        figures.add(share(workload, many, many.median(), flops, peaks.get(i)));
      }
      say(workload + ", start");
      figures.add(start(workload));
      return figures;
    }

    private static Figure share(Workload workload, Figure of, double perSecond, double flops, Peak peak) {
      double percent = 100 * perSecond * flops / (1e9 * peak.gigaflops());
      return Figure.of(workload, Names.SHARE + of.name(), "%", List.of(percent), of.steady(), true,
          "median samples a second, times the operations of a sample that the processor counts, divided by what an FMA loop reaches on "
              + Threads.words(peak.threads()));
    }

    private Figure start(Workload workload) {
      List<Double> millis = new ArrayList<>();
      for (int start = 0; start <= protocol.starts(); start++) {
        List<String> arguments = List.of(workload.name(), Long.toString(System.currentTimeMillis()));
        List<String> lines = Programs.run(Programs.java(StartProbe.class, JvmOptions.all(), arguments));
        if (start > 0) {
          millis.add(Double.parseDouble(lines.getLast()));
        }
      }
      return Figure.of(workload, "start to first prediction", "ms", millis, true, false,
          "from the start of a new JVM to its first prediction; " + protocol.starts()
              + " starts after one that does not count");
    }

    private void say(String what) {
      progress.println("measuring " + what);
      progress.flush();
    }
  }
}
