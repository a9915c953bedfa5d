package dev.kernelsmith.benchmarks.peers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kernelsmith.benchmarks.suite.Results;
import java.util.List;

/**
 * What a run has measured. Its JSON is that of {@link Results}, with the libraries in addition: figures of others have the library's name in
 * front, ours are called as in any other run.
 *
 * @param results the figures
 * @param libraries what became of each library
 */
record PeerResults(@JsonUnwrapped Results results, List<PeerState> libraries) {}
