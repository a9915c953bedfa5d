package dev.kernelsmith.processor.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks that launches do what their kernels do one after another, in whatever order threads run. */
final class LaunchChecks {
  private LaunchChecks() {}

  /** What does not hold. */
  static List<String> problems(ScheduledProgram program, List<Launch> launches) {
    List<String> problems = new ArrayList<>();
    List<Kernel> launched = launches.stream().flatMap(launch -> launch.kernels().stream()).toList();
    if (!launched.equals(program.kernels())) {
      problems.add("launches have other kernels than the program, or in another order");
    }
    for (Launch launch : launches) {
      problems(program, launch).forEach(p -> problems.add("launch " + launch.name() + ": " + p));
    }
    return problems;
  }

  private static List<String> problems(ScheduledProgram program, Launch launch) {
    List<String> problems = new ArrayList<>();
    List<Kernel> kernels = launch.kernels();
    switch (launch.form()) {
      case TILES, BLOCKED -> {
        if (kernels.size() > 1) {
          problems.add("several kernels where all threads run one");
        }
      }
      case SAMPLES, COOPERATIVE -> {
        // Threads of one sample know nothing of those of another, and nobody waits for all.
        for (Kernel kernel : kernels) {
          if (kernel.statements().stream().anyMatch(s -> !s.target().perSample())) {
            problems.add("kernel " + kernel.name() + " computes what samples share");
          }
        }
      }
      case SUMS, TREE -> {
        // All that matters is that they are independent.
      }
    }
    if (launch.form() == Launch.Form.SAMPLES) {
      if (kernels.stream().anyMatch(k -> !Objects.equals(k.steps(), launch.first().steps()))) {
        problems.add("kernels of several sequences");
      }
      return problems;
    }
    if (kernels.stream().anyMatch(k -> k.steps() != null)) {
      problems.add("a sequence, whose steps take turns");
    }
    for (List<Kernel> stage : launch.stages()) {
      for (int k = 1; k < stage.size(); k++) {
        if (!program.independent(stage.get(k), stage.subList(0, k))) {
          problems
              .add("kernel " + stage.get(k).name() + " touches what another writes, and nothing waits between them");
        }
      }
    }
    return problems;
  }
}
