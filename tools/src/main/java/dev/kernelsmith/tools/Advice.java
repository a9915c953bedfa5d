package dev.kernelsmith.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Messages of the libraries name calls of Java; who uses the command line is told options. */
final class Advice {
  private static final Map<Pattern, String> OPTIONS = new LinkedHashMap<>();

  static {
    put("missing\\(\"(.*?)\", Missing\\.median\\(\\)\\), or another Missing,",
        "--missing \"$1=median\", or another rule,");
    put("missing\\(\"(.*?)\", Missing\\.mostFrequent\\(\\)\\), or another Missing,",
        "--missing \"$1=frequent\", or another rule,");
    put("missing\\(\"(.*?)\", Missing\\.drop\\(\\)\\)", "--missing \"$1=drop\"");
    put("Missing\\.mostFrequent\\(\\), Missing\\.constant\\(\"\\.\\.\\.\"\\) or Missing\\.drop\\(\\)",
        "--missing COLUMN=frequent, constant:VALUE or drop");
    put("say missingMarks\\(\\.\\.\\.\\) if it stands for a missing value",
        "leave the cell empty if a value is missing");
    put("another Missing than drop\\(\\)", "another --missing than drop");
    put("Missing\\.drop\\(\\)", "--missing COLUMN=drop");
    put("drop\\(\\) asks for", "--missing drop asks for");
    put("(?<=ignore\\(\"[^()]{0,1000})\", \"", ",");
    put("ignore\\((\".*?\")\\)", "--ignore $1");
    put("category\\((\".*?\")\\)", "--category $1");
    put("leave it out of scaled\\(\\.\\.\\.\\), or say number\\(\".*?\"\\) if its texts are numbers",
        "leave it out of --scale, or correct what is no number in it");
    put("number\\((\".*?\")\\) or ", "");
    put("numbered\\(\"column\"\\) for each", "so in a program of your own, with numbered(column), for each");
    put("other\\((\".*?\"|\\.\\.\\.)\\)", "--other $1");
    put("decimal\\('(.)'\\)", "--decimal '$1'");
    put("delimiter\\('\\\\t'\\)", "--separator tab");
    put("delimiter\\('(.)'\\)", "--separator '$1'");
    put("columns\\(\"name\", \\.\\.\\.\\)", "--columns NAME,...");
    put("subtract the mean and divide by the deviation \\(Normalization for inputs, scaled\\(\\) for tables\\), and turn predictions back by the same numbers",
        "of tables, leave --scale none away");
    put("say scaled\\(\\)", "leave --scale none away");
    put(", or name their classes in a table \\(Pictures\\.table\\)", "");
    put("read them with onDemand\\(\\), choose a smaller size, or give Java more memory with -Xmx",
        "give Java more memory with KERNELSMITH_JAVA_OPTIONS=-Xmx4g, or let the network read smaller ones");
    put("give Java more memory with -Xmx, or say onDemand\\(\\) in place of read\\(\\)",
        "give Java more memory with KERNELSMITH_JAVA_OPTIONS=-Xmx4g, or say --on-demand");
    put("use a copy of it, or read it into memory", "use a copy of it, or leave --on-demand away");
    put("add it there, or give a network of that kind: Model\\.load\\(network, file\\)",
        "add its folder or jar to --classpath, or name a network of that kind with --class");
    put("give the network: Model\\.load\\(network, file\\)", "name the network with --class");
    put("load it as weights, with network\\.load\\(file\\), or save it from a model",
        "use weights that train --csv or --pictures wrote");
    put("save the model again, or load the file as weights, with network\\.load\\(file\\)",
        "train again, and save the weights anew");
    put(", or take them as they are with engine\\(\\)\\.loadUnchecked\\(file\\)", "");
    put("or read them with size\\(\\.\\.\\.\\), and grey\\(\\) for one channel",
        "which is what the weights were trained with");
  }

  private static final Pattern SAY = Pattern.compile("\\bsay (--[a-z-]+)");

  private Advice() {}

  private static void put(String call, String option) {
    OPTIONS.put(Pattern.compile(call), option);
  }

  /** The same message with options in place of calls. */
  static String forCommandLine(String message) {
    String text = message;
    for (Map.Entry<Pattern, String> entry : OPTIONS.entrySet()) {
      text = entry.getKey().matcher(text).replaceAll(entry.getValue());
    }
    return text;
  }

  /** A message to the user of a command: options that only {@code train} has are for the next training. */
  static String forCommand(String message, Set<String> options) {
    return SAY.matcher(message).replaceAll(option -> options.contains(option.group(1)) ? "$0" : "train with $1");
  }
}
