package uk.ac.manchester.tornado.api;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Grids by {@code graph.task}. */
public class GridScheduler {
  private final Map<String, WorkerGrid> grids = new TreeMap<>();

  /** Without grids. */
  public GridScheduler() {}

  /** With the grid of one task. */
  public GridScheduler(String task, WorkerGrid grid) {
    grids.put(task, grid);
  }

  /** Adds the grid of a task, {@code graph.task}. */
  public void addWorkerGrid(String task, WorkerGrid grid) {
    grids.put(task, grid);
  }

  /** The grid of a task, {@code graph.task}; null where there is none. */
  public WorkerGrid get(String task) {
    return grids.get(task);
  }

  /** Whether there is a grid for a task. */
  public boolean contains(String graph, String task) {
    return grids.containsKey(graph + "." + task);
  }

  /** The tasks that have a grid. */
  public Set<String> keySet() {
    return grids.keySet();
  }
}
