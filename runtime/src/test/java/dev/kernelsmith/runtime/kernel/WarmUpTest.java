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
    WarmUp.repeat(counts, works, () -> 0);
    assertTrue(counted.get() > 5_000, counted::toString);
    assertEquals(counted.get(), second.get());
    assertEquals(counted.get() / 1_000, worked.get());
  }

  @Test
  void goesOnWhileTheCompilerIsBusy() {
    AtomicLong asked = new AtomicLong();
    AtomicLong spent = new AtomicLong();
    WarmUp.repeat(counts, works, () -> asked.incrementAndGet() < 4 ? spent.addAndGet(10_000) : spent.get());
    assertEquals(4, asked.get(), "a first time, two windows in which it was busy, one in which it was not");
  }

  @Test
  void worksWithTheCompilerOfThisMachine() {
    WarmUp.repeat(counts, works);
    assertTrue(worked.get() >= 6, worked::toString);
  }
}
