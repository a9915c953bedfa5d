package dev.kernelsmith.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.Map;

/** A page that shows runs, with all that it needs in one file. What comes from users is in it as data, which its script writes as text. */
final class ReportPage {
  private static final String LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/";
  private static final Pattern HOLE = Pattern.compile("@([A-Z]+)@");

  private ReportPage() {}

  /**
   * The page.
   *
   * @param live whether it asks its server for news
   */
  static String html(List<Path> folders, boolean live) throws IOException {
    Map<String, String> parts = Map.of(
        "TITLE", "Kernelsmith report",
        "STYLE", resource(LIBRARY + "dist/uPlot.min.css") + resource("report/page.css"),
        "DATA", inScript(data(folders, live)),
        "LICENSE",
        "uPlot 1.6.30, https://github.com/leeoniya/uPlot\n" + resource(LIBRARY + "LICENSE").replace("*/", "* /"),
        "LIBRARY", resource(LIBRARY + "dist/uPlot.iife.min.js"),
        "SCRIPT", resource("report/page.js"));
    return HOLE.matcher(resource("report/page.html"))
        .replaceAll(hole -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(hole.group(1)))));
  }

  /** The runs as JSON. */
  static String data(List<Path> folders, boolean live) throws IOException {
    ObjectNode data = RunData.object();
    data.put("live", live);
    ArrayNode runs = data.putArray("runs");
    for (Path folder : folders) {
      runs.add(RunData.read(folder));
    }
    return data.toString();
  }

  /** No text in it may end the script element that it stands in, or begin a comment. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029",
        "\\u2029");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the class path lacks " + name
            + ", which a report is made of: run the script kernelsmith, or add the dependencies of kernelsmith-tools");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
