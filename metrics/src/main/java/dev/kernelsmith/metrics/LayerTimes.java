package dev.kernelsmith.metrics;

import dev.kernelsmith.metrics.LayerCalls.Call;
import dev.kernelsmith.metrics.StackSamples.Frame;
import dev.kernelsmith.metrics.StackSamples.Stack;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures where the time of a training on the CPU goes, layer by layer, while it runs:
 *
 * <pre>{@code
 * LayerTimes times = LayerTimes.of(network);
 * Trainer.of(network).epochs(10).listener(times).fit(training);
 * times.report().ifPresent(System.out::print);
 * }</pre>
 *
 * <p>The JVM's Flight Recorder takes up to two hundred stacks a second of each thread that trains, from one second after the beginning, when most code is compiled, to half a minute later at most. A stack counts for the layer whose kernel it
 * is in. So nothing is added to the code that trains, and what is measured is the training itself, with its data, threads and caches. Shares are counted, and so may be off by chance ({@link LayerTimeReport#accuracy}).
 *
 * <p>There is no report of a training that is over before that ({@link #reason} tells), nor of one on a device ({@code DeviceTimes} measures those), nor in a JVM without module {@code jdk.jfr}.
 */
public final class LayerTimes implements TrainingListener {
  private static final Duration PERIOD = Duration.ofMillis(5);
  private static final Duration BEGINS_AFTER = Duration.ofSeconds(1);
  private static final Duration LASTS = Duration.ofSeconds(30);

  /** Fewer tell nothing. */
  private static final int LEAST_STACKS = 20;

  private static final String STAGING = "dev.kernelsmith.runtime.train.Staging";
  private static final String DATA = "dev.kernelsmith.data.";

  private final CompiledNetwork network;
  private final ThreadMXBean machine = ManagementFactory.getThreadMXBean();
  private Set<Long> threads = Set.of();
  private long began;
  private long seen;
  private long last;
  private long steps;
  private long lasts = LASTS.toNanos();
  private long beginsAfter = BEGINS_AFTER.toNanos();
  private boolean ends;
  private @Nullable Thread starter;
  private volatile boolean failed;
  private volatile @Nullable StackSamples stacks;
  private volatile String reason = "nothing was trained yet";
  private @Nullable Mark first;
  private @Nullable LayerTimeReport report;
  private boolean over;

  /** How far a training was, and what its threads had used. */
  private record Mark(long nanos, Instant time, long samples, long steps, long processor) {}

  /** What a stack counts for, where no layer. */
  private enum Else {
    INPUT, UPDATE, DATA, VALIDATION, REST, UNKNOWN
  }

  private LayerTimes(CompiledNetwork network) {
    this.network = network;
  }

  /**
   * For trainings of a network.
   *
   * @param network the network itself, also where {@link DeviceNetwork} has the CPU train it
   */
  public static LayerTimes of(CompiledNetwork network) {
    return new LayerTimes(Objects.requireNonNull(network, "the network whose layers are timed is null"));
  }

  /**
   * Sets how long it is measured at most, half a minute if not set.
   *
   * @throws IllegalArgumentException if that is not above zero
   */
  public LayerTimes atMost(Duration duration) {
    if (!Objects.requireNonNull(duration, "duration").isPositive()) {
      throw new IllegalArgumentException("times of layers are measured for more than no time, not for " + duration);
    }
    lasts = duration.toNanos();
    return this;
  }

  /**
   * Sets how long after the beginning of a training it is measured, one second if not set: code that is not compiled yet counts, too.
   *
   * @throws IllegalArgumentException if that is negative
   */
  public LayerTimes after(Duration duration) {
    if (Objects.requireNonNull(duration, "duration").isNegative()) {
      throw new IllegalArgumentException(
          "times of layers are measured behind the beginning, not " + duration + " behind it");
    }
    beginsAfter = duration.toNanos();
    return this;
  }

  /** Has the training end, as by {@link TrainingState#stop}, when measuring is over or turns out to be impossible. */
  public LayerTimes endingTraining() {
    ends = true;
    return this;
  }

  /** What was measured, of the last training that was; empty where nothing was. */
  public Optional<LayerTimeReport> report() {
    return Optional.ofNullable(report);
  }

  /** Why there is no report; empty where there is one. */
  public String reason() {
    return report == null ? reason : "";
  }

  @Override
  public void onStart(TrainingState state) {
    close();
    report = null;
    failed = false;
    first = null;
    starter = null;
    seen = 0;
    last = 0;
    steps = 0;
    began = System.nanoTime();
    over = network instanceof DeviceNetwork placed && placed.info().isPresent();
    reason = over ? "the network is on a device"
        : "the training was over before measuring began, or soon after";
    String prefix = "kernelsmith-" + network.engine().spec().name() + "-";
    long caller = Thread.currentThread().threadId();
    Set<Long> own = new HashSet<>(Set.of(caller));
    for (ThreadInfo info : machine.getThreadInfo(machine.getAllThreadIds())) {
      if (info != null && info.getThreadName().startsWith(prefix)) {
        own.add(info.getThreadId());
      }
    }
    threads = Set.copyOf(own);
  }

  @Override
  public void onStep(TrainingState state) {
    if (over || failed) {
      if (ends) {
        state.stop();
      }
      return;
    }
    long done = state.samplesDone();
    seen += done > last ? done - last : done; // else another epoch has begun
    last = done;
    steps++;
    long now = System.nanoTime();
    if (starter == null && now - began >= beginsAfter) {
      starter = Thread.ofPlatform().daemon().name("kernelsmith-layer-times").start(this::start);
    } else if (first == null && stacks != null) {
      first = mark(now);
    } else if (first != null && now - first.nanos() >= lasts) {
      finish();
    }
  }

  /** Beside the training, since the recorder takes its time to begin. */
  private void start() {
    try {
      if (StackSamples.isAvailable()) {
        stacks = StackSamples.start(PERIOD);
      } else {
        failed = true;
        reason = "this JVM has no Flight Recorder";
      }
    } catch (LinkageError | RuntimeException e) { // no module jdk.jfr, or no folder for temporary files
      failed = true;
      reason = "the JVM's Flight Recorder does not start: " + e;
    }
  }

  private Mark mark(long now) {
    long processor = threads.stream().mapToLong(machine::getThreadCpuTime).filter(nanos -> nanos > 0).sum();
    return new Mark(now, Instant.now(), seen, steps, processor);
  }

  @Override
  public void onFailure(TrainingState state, Throwable failure) {
    finish();
  }

  @Override
  public void onEnd(TrainingState state, TrainingHistory history) {
    finish();
  }

  /** Whether measuring has come to its end, of itself or with the training. */
  boolean isOver() {
    return over;
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    try {
      if (starter != null) {
        starter.join();
      }
      StackSamples taken = stacks;
      Mark from = first;
      if (taken != null && from != null) {
        Mark to = mark(System.nanoTime());
        evaluate(taken.stop(), from, to);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reason = "the thread was interrupted";
    } catch (IOException | RuntimeException e) { // measuring is no reason to lose a training
      reason = "what the Flight Recorder took cannot be read: " + e;
    } finally {
      close();
    }
  }

  private void close() {
    StackSamples taken = stacks;
    if (taken != null) {
      taken.close();
      stacks = null;
    }
  }

  private void evaluate(List<Stack> taken, Mark from, Mark to) throws IOException {
    LayerCalls calls = LayerCalls.of(network.getClass());
    if (calls == null) {
      reason = network instanceof DeviceNetwork ? "the network itself is to be given, not its place"
          : "the network was compiled without a table of its kernels: compile it again with this version's processor";
      return;
    }
    List<Stack> own = taken.stream().filter(stack -> threads.contains(stack.thread())
        && !stack.time().isBefore(from.time()) && !stack.time().isAfter(to.time())).toList();
    if (own.size() < LEAST_STACKS || to.samples() == from.samples()) {
      return;
    }
    Map<String, double[]> layers = new HashMap<>();
    Map<Else, Integer> others = new EnumMap<>(Else.class);
    Map<String, Integer> programs = new HashMap<>();
    for (Stack stack : own) {
      Object place = place(calls, stack.frames(), programs);
      if (place instanceof Call call) {
        layers.computeIfAbsent(call.layer(), name -> new double[2])[call.forward() ? 0 : 1]++;
      } else {
        others.merge((Else) place, 1, Integer::sum);
      }
    }
    double all = own.size();
    double sampleNanos = (double) (to.processor() - from.processor()) / (to.samples() - from.samples());
    double stepShare = (double) (to.steps() - from.steps()) / (to.samples() - from.samples());
    String program = programs.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    double update = others.getOrDefault(Else.UPDATE, 0) / all;
    List<LayerTime> rows = rows(calls.calls(program), layers, all, sampleNanos, stepShare, update);
    report = new LayerTimeReport(rows, others.getOrDefault(Else.INPUT, 0) / all, update,
        others.getOrDefault(Else.DATA, 0) / all, others.getOrDefault(Else.VALIDATION, 0) / all,
        others.getOrDefault(Else.REST, 0) / all, others.getOrDefault(Else.UNKNOWN, 0) / all, own.size(), sampleNanos,
        (to.nanos() - from.nanos()) * 1e-9, threads.size());
  }

  private List<LayerTime> rows(List<Call> calls, Map<String, double[]> layers, double all, double sampleNanos,
      double stepsOfSample, double update) {
    NetworkSpec spec = network.engine().spec();
    Map<String, Long> trained = spec.parameters().stream().filter(ParameterSpec::isTrained)
        .collect(Collectors.toMap(ParameterSpec::name, parameter -> (long) parameter.length()));
    double parameters = trained.values().stream().mapToLong(Long::longValue).sum();
    Map<String, String> owners = new HashMap<>();
    List<LayerTime> rows = new ArrayList<>();
    for (LayerSpec layer : spec.layers()) {
      double[] shares = layers.getOrDefault(layer.name(), new double[2]).clone();
      double[] rates = new double[2];
      for (int way = 0; way < 2; way++) {
        shares[way] /= all;
        boolean forward = way == 0;
        double flops = calls.stream().filter(c -> c.layer().equals(layer.name()) && c.forward() == forward)
            .mapToDouble(call -> call.flops() * (call.once() ? stepsOfSample : 1)).sum();
        rates[way] = flops > 0 && shares[way] > 0 ? flops / (shares[way] * sampleNanos) : Double.NaN;
      }
      long own = layer.parameters().stream().filter(name -> owners.putIfAbsent(name, layer.name()) == null)
          .mapToLong(name -> trained.getOrDefault(name, 0L)).sum();
      boolean joined = calls.stream().noneMatch(call -> call.layer().equals(layer.name()) && call.forward());
      rows.add(new LayerTime(layer.name(), shares[0], shares[1], parameters == 0 ? 0 : update * own / parameters,
          rates[0], rates[1], joined));
    }
    return rows;
  }

  /** Of which network, and what there is. */
  @Override
  public String toString() {
    return "times of the layers of " + network.engine().spec().name() + ": "
        + (report == null ? reason : Text.count(report.stacks(), "stack"));
  }

  /** The call of a kernel that a stack is in, or what else. */
  private static Object place(LayerCalls calls, List<Frame> frames, Map<String, Integer> programs) {
    for (int i = 0; i < frames.size(); i++) {
      String type = frames.get(i).type();
      if (!calls.isKernels(type)) {
        continue;
      }
      if (!calls.isTraining(type)) {
        return type.indexOf('$') < 0 ? Else.UPDATE : Else.VALIDATION;
      }
      return kernel(calls, frames, i, programs);
    }
    for (Frame frame : frames) {
      if (frame.type().equals(STAGING) || frame.type().startsWith(DATA)) {
        return Else.DATA;
      }
    }
    return Else.REST;
  }

  /** From the running method to those that called it, as long as they are of a training program. */
  private static Object kernel(LayerCalls calls, List<Frame> frames, int from, Map<String, Integer> programs) {
    Call found = null;
    String program = ""; // of the method that calls kernels: what these are called in may be inherited
    for (int i = from; i < frames.size() && calls.isTraining(frames.get(i).type()); i++) {
      Frame frame = frames.get(i);
      if (found == null) {
        found = calls.named(frame.type(), frame.method());
      }
      if (found == null && i > from) {
        found = calls.at(frame.type(), frame.line());
      }
      program = frame.type();
    }
    if (found != null) {
      programs.merge(program, 1, Integer::sum);
    }
    return found == null ? Else.UNKNOWN : found.layer().isEmpty() ? Else.INPUT : found;
  }
}
