package dev.kernelsmith.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import org.jspecify.annotations.Nullable;

/**
 * What trainings and evaluations do with engines and with networks on devices. Those classes have it as methods that only their own package sees, so
 * that a user who types {@code network.engine().} is not offered it; they hand in the one object of this type when they are first used.
 *
 * @param <E> engines
 * @param <D> networks on devices
 */
public abstract class Access<E, D> {
  private static volatile @Nullable Access<?, ?> only;

  /** For the one subclass. */
  protected Access() {}

  /** Sets the one object; called by the class of engines. */
  public static void set(Access<?, ?> access) {
    only = access;
  }

  /** The one object, once there is an engine. */
  @SuppressWarnings("unchecked")
  public static <E, D> Access<E, D> get() {
    return (Access<E, D>) requireNonNull(only, "no network was made yet");
  }

  /** The chosen variant. */
  public abstract KernelProgram program(E engine);

  /** What puts a network on a device; null where it was compiled without task graphs. */
  public abstract DeviceProgram.@Nullable Factory deviceFactory(E engine);

  /** A copy of the published parameters, for steps and evaluations: it may be longer than they are, so that kernels find it where cache lines begin. */
  public abstract float[] workingParameters(E engine);

  /** How often parameters were published or loaded: who finds another number than before knows that others are in use. */
  public abstract long publications(E engine);

  /**
   * Has the JIT compile the kernels of a training, as {@code NetworkEngine.warmUp} does.
   *
   * @param batchSize samples of a step
   */
  public abstract void warmUp(E engine, int batchSize);

  /**
   * Claims a network for one training.
   *
   * @throws IllegalStateException if another one is running
   */
  public abstract void beginTraining(E engine);

  /** Ends that claim. */
  public abstract void endTraining(E engine);

  /**
   * The session on a device; null where the CPU does the work.
   *
   * @throws IllegalStateException if the network on the device is closed
   */
  public abstract @Nullable DeviceSession session(D placed);

  /**
   * Takes the session with the published parameters on the device; {@link DeviceSession#release} gives it back.
   *
   * @return null where the CPU does the work, or a training has other parameters on the device
   */
  public abstract @Nullable DeviceSession acquire(D placed);

  /** Publishes parameters that were just brought back from the device, where they still are. */
  public abstract void publishTrained(D placed, float[] parameters);
}
