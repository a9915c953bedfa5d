package dev.kernelsmith.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.Results;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A run with libraries of the tests, with windows so short that their figures say nothing. */
class PeersMainTest {
  private static final Protocol SHORT = new Protocol(1, 20, 10, 2, 0, 0);

  @TempDir Path folder;

  private static Library library(String title, Class<?> peer) {
    return new Library(title, peer.getName(), "", "", "", List.of(), Map.of());
  }

  /** A library whose numbers are wrong. */
  public static final class Wrong extends PlainPeer {
    /** Made by name. */
    public Wrong() {}

    @Override
    public Prediction prediction(PeerNetwork network, int samples, int threads) {
      Prediction sound = super.prediction(network, samples, threads);
      return new Prediction() {
        @Override
        public void predict(PeerInputs inputs) {
          sound.predict(inputs);
        }

        @Override
        public float[] probabilities() {
          float[] values = sound.probabilities().clone();
          values[1] += 1e-4f;
          return values;
        }
      };
    }
  }

  /** A library that has no natives here. */
  public static final class Broken extends PlainPeer {
    /** Made by name. */
    public Broken() {
      throw new UnsatisfiedLinkError("no such library on this platform");
    }
  }

  @Test
  void measuresThoseThatAgreeAndSaysWhyOthersAreMissing() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter progress = new StringWriter();
    PeersMain main = new PeersMain(new PrintWriter(out, true), new PrintWriter(progress, true));
    Path log =
        Files.writeString(folder.resolve("build.log"),
            "[ERROR] Failed to execute goal on project kernelsmith-peers-gone: Could not resolve gone:gone:1\n");
    new CommandLine(main).parseArgs("--workloads=W5", "--threads=1", "--rounds=1", "--out=" + folder.resolve("out"),
        "--modules=" + folder, "--log=" + log);
    main.measure(
        List.of(
            Library.ours(), library("Twin", Kernelsmith.class), library("Plain", PlainPeer.class),
            library("Wrong", Wrong.class), library("Broken", Broken.class),
            new Library("Gone", "Gone", "", "", "gone", List.of(), Map.of())),
        SHORT);

    Path json = folder.resolve("out/results.json");
    Results results = Json.results(json);
    assertEquals(
        List.of(
            "training, 1 thread", "Twin: training, 1 thread", "one prediction, p50, 1 thread",
            "prediction of 256, 1 thread", "Twin: one prediction, p50, 1 thread", "Twin: prediction of 256, 1 thread",
            "Plain: one prediction, p50, 1 thread", "Plain: prediction of 256, 1 thread"),
        results.figures().stream().map(Figure::name).filter(name -> !name.startsWith(Ratios.NAME)).toList());
    results.figures().forEach(figure -> assertTrue(figure.median() > 0, figure.toString()));
    assertEquals(6, results.figures().stream().filter(f -> f.name().startsWith(Ratios.NAME)).count());
    JsonNode states = new ObjectMapper().readTree(json.toFile()).get("libraries");
    assertEquals(6, states.size());
    assertEquals(List.of(), problems(states, 0));
    assertEquals(List.of(), problems(states, 1));
    assertEquals(List.of("W5 training: it does not train"), problems(states, 2));
    assertEquals("1", states.get(2).get("version").asText());
    assertTrue(problems(states, 3).getLast().startsWith("W5 prediction: probability 2 of the first samples is 0."),
        problems(states, 3).toString());
    assertEquals(
        List.of(
            "W5 training; W5 prediction: it failed: java.lang.UnsatisfiedLinkError: no such library on this platform"),
        problems(states, 4));
    assertEquals(List.of("all: Could not resolve gone:gone:1"), problems(states, 5));
    for (int i = 0; i < states.size(); i++) {
      for (String problem : problems(states, i)) {
        assertTrue(out.toString().contains(problem), problem);
      }
    }
    assertTrue(progress.toString().contains("measuring Twin: W5 training on 1 thread"), progress.toString());
  }

  private static List<String> problems(JsonNode states, int library) {
    return states.get(library).get("problems").valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void whatWasNotBuiltIsSaidWithHowToBuildIt() {
    BuildLog log = new BuildLog("[ERROR] Failed to execute goal on project kernelsmith-peers-djl: no such thing\n");
    Library other = Library.others().getFirst();
    assertEquals("it is not built: run mvn -Ppeers -fae -DskipTests package", log.whyNotBuilt(other));
    assertEquals("no such thing", log.whyNotBuilt(Library.others().get(1)));
  }
}
