package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.ProgramText;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A schedule on its way as text for people. */
final class ScheduleText {
  private final Map<Buffer, Expr> starts;
  private final StringBuilder text = new StringBuilder();

  /**
   * A text.
   *
   * @param starts what sums start from
   */
  ScheduleText(String program, Target target, Map<Buffer, Expr> starts) {
    this.starts = starts;
    text.append("program ").append(program).append(" for ").append(target.words()).append('\n');
  }

  /** Statements in order. */
  String ofStatements(List<Statement> statements) {
    ProgramText.buffers(new Program("", statements).buffers(), text);
    ProgramText.statements(statements, "", text);
    starts();
    return text.toString();
  }

  /** Statements by phase. */
  String ofPhases(List<Phases.Phase> phases) {
    List<Statement> all = new ArrayList<>();
    phases.forEach(phase -> all.addAll(Statement.concat(phase.once(), phase.blocks())));
    ProgramText.buffers(new Program("", all).buffers(), text);
    for (int p = 0; p < phases.size(); p++) {
      heading(p, "once for the batch", phases.get(p).once().isEmpty());
      ProgramText.statements(phases.get(p).once(), "  ", text);
      heading(p, "for every block", phases.get(p).blocks().isEmpty());
      ProgramText.statements(phases.get(p).blocks(), "  ", text);
    }
    starts();
    return text.toString();
  }

  /** Statements by phase and kernel. */
  String ofGroups(List<Scheduler.Groups> phases) {
    List<Statement> all = new ArrayList<>();
    phases.forEach(phase -> phase.all().forEach(all::addAll));
    ProgramText.buffers(new Program("", all).buffers(), text);
    for (int p = 0; p < phases.size(); p++) {
      heading(p, "once for the batch", phases.get(p).once().isEmpty());
      phases.get(p).once().forEach(this::group);
      heading(p, "for every block", phases.get(p).blocks().isEmpty());
      phases.get(p).blocks().forEach(this::group);
    }
    starts();
    return text.toString();
  }

  /** Kernels, before their buffers have places. */
  String ofKernels(List<ScheduledProgram.Phase> phases, Layouts layouts) {
    Map<Buffer, Layout> all = new LinkedHashMap<>();
    phases.forEach(phase -> phase.kernels().forEach(k -> k.touched().forEach(b -> all.put(b, layouts.of(b)))));
    text.append("\nlayouts, without places\n");
    all.values().forEach(layout -> layout(layout, null, false));
    kernels(phases);
    return text.toString();
  }

  /** Kernels and memory. */
  String of(ScheduledProgram program) {
    text.append("floats: ").append(program.floats()).append(", kept: ").append(program.kept());
    text.append(", shared: ").append(program.shared()).append(", parts: ").append(program.parts()).append('\n');
    text.append("\nmemory, and from which kernel to which it is needed\n");
    Map<Buffer, String> lives = lives(program.kernels());
    program.layouts().values().stream()
        .sorted(
            Comparator.comparing(Layout::place).thenComparing(Layout::offset).thenComparing(l -> l.buffer().label()))
        .forEach(layout -> layout(layout, lives.get(layout.buffer()), true));
    kernels(program.phases());
    return text.toString();
  }

  private static Map<Buffer, String> lives(List<Kernel> kernels) {
    Map<Buffer, String> first = new LinkedHashMap<>();
    Map<Buffer, String> lives = new LinkedHashMap<>();
    for (Kernel kernel : kernels) {
      for (Buffer buffer : kernel.touched()) {
        String from = first.computeIfAbsent(buffer, b -> kernel.name());
        lives.put(buffer, from.equals(kernel.name()) ? from : from + " to " + kernel.name());
      }
    }
    return lives;
  }

  private void layout(Layout layout, @Nullable String life, boolean placed) {
    text.append("  ").append(ProgramText.line(layout.buffer())).append(": ").append(layout.place().variable());
    if (placed) {
      text.append(' ').append(layout.offset()).append(" to ").append((long) layout.offset() + layout.size() - 1);
    }
    text.append(", strides ").append(layout.strides());
    if (layout.sampleStride() > 0) {
      text.append(", samples ").append(layout.sampleStride());
    }
    if (layout.hasHalo()) {
      text.append(", halo ").append(layout.before()).append(" before, ").append(layout.after()).append(" after");
    }
    text.append(life == null ? "" : "; " + life).append('\n');
  }

  private void kernels(List<ScheduledProgram.Phase> phases) {
    for (int p = 0; p < phases.size(); p++) {
      heading(p, "once for the batch", phases.get(p).once().isEmpty());
      phases.get(p).once().forEach(this::kernel);
      heading(p, "for every block", phases.get(p).blocks().isEmpty());
      phases.get(p).blocks().forEach(this::kernel);
    }
  }

  private void kernel(Kernel kernel) {
    text.append("\n  kernel ").append(kernel.name()).append('\n');
    String lanes = kernel.lanes().name().toLowerCase(Locale.ROOT);
    text.append("    lanes: ").append(kernel.laneAxis() == null ? lanes : "along " + kernel.laneAxis());
    text.append("; tile: ");
    text.append(
        kernel.loops().isEmpty() ? "one value"
            : kernel.loops().stream()
                .map(loop -> loop.axis() + " " + loop.tile() + " of " + loop.axis().extent())
                .collect(Collectors.joining(", ")));
    text.append(kernel.reduced().isEmpty() ? "" : "; inside: " + kernel.reduced());
    text.append(
        kernel.local().isEmpty() ? ""
            : "; in registers only: " + kernel.local().stream().map(Buffer::label).sorted().toList());
    text.append(kernel.steps() == null ? "" : "; " + kernel.steps().sequence().text(kernel.steps()));
    text.append(kernel.chain() == null ? "" : "; rows " + kernel.chain().axes() + " with " + kernel.chain().name());
    Expr start = kernel.start();
    text.append(start == null ? "" : "; starts from " + Statement.text(start)).append('\n');
    kernel.statements().forEach(s -> text.append("    ").append(s).append('\n'));
  }

  private void group(List<Statement> group) {
    text.append('\n');
    group.forEach(s -> text.append("  ").append(s).append('\n'));
  }

  private void heading(int phase, String what, boolean empty) {
    text.append(empty ? "" : "\nphase " + (phase + 1) + ", " + what + "\n");
  }

  private void starts() {
    if (!starts.isEmpty()) {
      text.append("\nsums start from\n");
      starts.forEach((sum, start) -> text.append("  ").append(sum).append(": ").append(Statement.text(start))
          .append('\n'));
    }
  }
}
