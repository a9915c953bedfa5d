package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.MemoryPlan.Life;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  private static Layout layout(String name, int size, int halo) {
    return new Layout(
        Buffer.value(name, List.of(size - 2 * halo)), Place.FLOATS, 0, List.of(1), List.of(halo), List.of(halo), 0,
        size);
  }

  private static int end(Map<Layout, Life> lives, Set<Buffer> kept) {
    MemoryPlan plan = new MemoryPlan(12, kept);
    plan.place(lives);
    return plan.end() - 12;
  }

  /** Layers one after another, each of which needs the one before. */
  private static Map<Layout, Life> chain(int... sizes) {
    Map<Layout, Life> lives = new LinkedHashMap<>();
    for (int i = 0; i < sizes.length; i++) {
      lives.put(layout("v" + i, sizes[i], 0), new Life(i, i + 1));
    }
    return lives;
  }

  @Test
  void aChainTakesAsMuchAsItsLargestNeighbours() {
    assertEquals(2 * 160, end(chain(160, 160, 160, 160, 160), Set.of()));
    assertEquals(320 + 160, end(chain(16, 160, 320, 64, 16), Set.of()));
    assertEquals(640, end(chain(640), Set.of()));
    assertEquals(0, end(Map.of(), Set.of()));
  }

  @Test
  void aHaloAndWhatKeepsItsZerosHaveAPlaceToThemselves() {
    Map<Layout, Life> lives = chain(160, 160, 160, 160);
    assertEquals(3 * 160, end(lives, Set.of(Buffer.value("v0", List.of(160)))));
    lives.put(layout("haloed", 48, 1), new Life(2, 2));
    lives.put(layout("late", 48, 0), new Life(9, 9));
    assertEquals(2 * 160 + 48, end(lives, Set.of()), "the late one lies where others were, not on the halo");
  }

  @Test
  void startsAreAtCacheLines() {
    Map<Layout, Life> lives = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      lives.put(layout("v" + i, 1 + 7 * i, 0), Life.ALWAYS);
    }
    new MemoryPlan(12, Set.of()).place(lives).values().forEach(at -> assertEquals(0, (at.offset() - 12) % 16));
  }

  /** Whatever lives: what lives at the same time is apart, the plan is no longer than all together and no shorter than it must be. */
  @Test
  void randomLives() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      Map<Layout, Life> lives = new LinkedHashMap<>();
      int kernels = 1 + random.nextInt(20);
      int buffers = 1 + random.nextInt(30);
      for (int b = 0; b < buffers; b++) {
        int first = random.nextInt(kernels);
        int halo = random.nextInt(6) == 0 ? 1 : 0;
        Life life = random.nextInt(10) == 0 ? Life.ALWAYS : new Life(first, first + random.nextInt(kernels - first));
        lives.put(layout("v" + b, 3 + random.nextInt(300), halo), life);
      }
      check(lives, kernels);
    }
  }

  private static boolean meet(Life one, Life other) {
    return one.first() <= other.last() && other.first() <= one.last();
  }

  private static void check(Map<Layout, Life> lives, int kernels) {
    MemoryPlan plan = new MemoryPlan(12, Set.of());
    Map<Buffer, Layout> placed = plan.place(lives);
    List<Layout> all = new ArrayList<>(lives.keySet());
    for (Layout one : all) {
      Layout at = placed.get(one.buffer());
      assertEquals(one, at.at(0), "all but the offset stays");
      assertTrue(at.offset() >= 12 && at.offset() + at.size() <= plan.end());
      for (Layout other : all) {
        boolean together = one.hasHalo() || other.hasHalo() || meet(lives.get(one), lives.get(other));
        assertTrue(other.equals(one) || !together || !at.meets(placed.get(other.buffer())), () -> at + " and " + other);
      }
    }
    int sum = all.stream().mapToInt(l -> Target.padded(l.size())).sum();
    assertTrue(plan.end() - 12 <= sum);
    for (int k = 0; k < kernels; k++) {
      Life now = new Life(k, k);
      int alive = all.stream().filter(l -> l.hasHalo() || meet(lives.get(l), now)).mapToInt(Layout::size).sum();
      assertTrue(plan.end() - 12 >= alive);
    }
  }
}
