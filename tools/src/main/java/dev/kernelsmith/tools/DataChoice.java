package dev.kernelsmith.tools;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Data come from one place. */
final class DataChoice {
  private DataChoice() {}

  /** Refuses several, and what only says something of another. */
  static void requireOne(CommandSpec spec, boolean table, boolean pictures, boolean records, boolean folder) {
    List<String> given = new ArrayList<>();
    if (table) {
      given.add("--csv");
    }
    if (pictures) {
      given.add("--pictures");
    }
    if (records) {
      given.add("--tfrecords");
    }
    if (folder) {
      given.add("--data");
    }
    if (given.size() > 1) {
      throw new ParameterException(spec.commandLine(),
          "both " + String.join(" and ", given) + " are given: leave one away.");
    }
    if (!given.isEmpty()) {
      Unused.refuse(spec, List.of("--drawn"), "with " + given.getFirst());
    }
    if (table || pictures || records) {
      Unused.refuse(spec, List.of("--part"), "with " + given.getFirst());
    }
  }
}
