package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.standin.Graph;

/** A graph that changes no more. */
public class ImmutableTaskGraph {
  private final Graph graph;

  ImmutableTaskGraph(Graph graph) {
    this.graph = graph;
  }

  Graph graph() {
    return graph;
  }
}
