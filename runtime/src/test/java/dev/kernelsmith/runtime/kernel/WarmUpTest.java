package dev.kernelsmith.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The warm-up calls often enough, and goes on for as long as the JIT compiles. */
class WarmUpTest {
  private final AtomicInteger counted = new AtomicInteger();
  private final AtomicInteger worked = new AtomicInteger();
  private final AtomicInteger second = new AtomicInteger();
  private final List<Runnable> counts = List.of(counted::incrementAndGet, second::incrementAndGet);
  private final List<Runnable> works = List.of(worked::incrementAndGet);

  @Test
  void callsAllPartsOftenEnoughForTheOptimizingCompiler() {
    WarmUp.repeat(counts, works, () -> 0, () -> 0);
    assertTrue(counted.get() > 5_000, counted::toString);
    assertEquals(counted.get(), second.get());
    assertEquals(counted.get() / 1_000, worked.get());
  }

  @Test
  void goesOnWhileTheCompilerIsBusy() {
    AtomicLong asked = new AtomicLong();
    AtomicLong spent = new AtomicLong();
    WarmUp.repeat(counts, works, () -> asked.incrementAndGet() < 4 ? spent.addAndGet(10_000) : spent.get(),
        () -> 0);
    assertEquals(4, asked.get(), "a first time, two windows in which it was busy, one in which it was not");
  }

  /** The JIT's clock stands while a long compilation is under way: kernels that allocate as much as before are not done. */
  @Test
  void goesOnWhileKernelsAllocate() {
    AtomicLong windows = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    List<Runnable> slow = List.of(() -> bytes.addAndGet(windows.get() < 2 ? 4_000 : 1_000));
    WarmUp.repeat(counts, slow, windows::incrementAndGet, bytes::get);
    assertEquals(3, windows.get(), "a first time, a window in which they allocated, one in which they did not");
  }

  /** A kernel that C2 cannot compile allocates for good. */
  @Test
  void givesUpOnKernelsThatGoOnAllocating() {
    AtomicLong windows = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    WarmUp.repeat(counts, List.of(() -> bytes.addAndGet(1_000)), windows::incrementAndGet, bytes::get);
    assertEquals(4, windows.get(), "a first time, and three idle windows");
  }

  @Test
  void worksWithTheCompilerOfThisMachine() {
    WarmUp.repeat(counts, works);
    assertTrue(worked.get() >= 6, worked::toString);
  }
}
