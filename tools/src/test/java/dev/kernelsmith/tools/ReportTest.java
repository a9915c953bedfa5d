package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on runs: its file, what a browser makes of it, and what it makes of hostile or damaged folders. */
class ReportTest {
  @TempDir static Path common;
  private static Path digits;
  private static Path curve;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    digits = common.resolve("digits");
    curve = common.resolve("curve");
    Run first = Run.of("train", "mlp", "--drawn", 400, "--epochs", 3, "--run", digits);
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.out().contains("run: " + digits), first.out());
    assertEquals(0, Run.of("train", "regression", "--drawn", 300, "--epochs", 2, "--run", curve).exitCode());
  }

  private static Path copy(Path run, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  @Test
  void thePageIsOneFileThatNeedsNoOther() throws IOException {
    Run run = Run.of("report", digits);
    assertEquals(0, run.exitCode(), run.err());
    String page = Files.readString(digits.resolve("report.html"));
    assertTrue(page.contains("The MIT License (MIT)") && page.contains("Leon Sorokin"), "the licence of the charts");
    Matcher outside = Pattern.compile("(?:src|href)=\"(?!data:)[^\"]*\"|url\\(|@import")
        .matcher(page.replaceAll("(?s)<script.*?</script>", ""));
    assertFalse(outside.find(), () -> "what is not in the page: " + outside.group());
    assertFalse(page.contains("@DATA@") || page.contains("@SCRIPT@"));
    Path both = folder.resolve("both.html");
    assertEquals(0, Run.of("report", digits, curve, "--out", both).exitCode());
    assertTrue(Files.readString(both).contains("\"name\":\"curve\""));
  }

  @Test
  void aBrowserDrawsItWithoutComplaintOnAnyScreen() throws Exception {
    Browser browser = Browser.find(folder);
    Path both = folder.resolve("both.html");
    assertEquals(0, Run.of("report", digits, curve, "--out", both).exitCode());
    assertEquals(0, Run.of("report", digits).exitCode());
    for (String address : List.of(digits.resolve("report.html").toUri().toString(), both.toUri() + "#dark")) {
      for (int width : List.of(1280, 390)) {
        Path probe = widthProbe(address, width);
        Browser.Result result = browser.open(probe.toUri().toString(), 1300, 900, "--allow-file-access-from-files");
        assertEquals(List.of(), result.console(), address);
        assertTrue(result.dom().contains("<title>drawn 4 canvases of curves, "),
            () -> address + " at " + width + ": " + result.dom().substring(0, 200));
        assertTrue(result.dom().contains(" 0 pixels too wide"),
            () -> address + " at " + width + ": " + result.dom().substring(0, 200));
        assertTrue(result.dom().contains("arrows move"), "a curve can be read by the keyboard");
      }
    }
  }

  /** A page that shows another in a frame of a width, and says in its title what it found there: a window of a browser cannot be as narrow as a telephone. */
  private Path widthProbe(String address, int width) throws IOException {
    return Files.writeString(folder.resolve("probe" + width + ".html"), """
        <!DOCTYPE html><title>waiting</title><iframe style="border:0;width:%dpx;height:3000px" src="%s"></iframe><script>
        const frame = document.querySelector('iframe');
        frame.onload = () => setTimeout(() => {
          const page = frame.contentDocument;
          const curves = [...page.querySelectorAll('.chart canvas')];
          const inked = curves.filter(canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0));
          const chart = page.querySelector('.chart');
          chart.focus();
          chart.dispatchEvent(new frame.contentWindow.KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
          setTimeout(() => {
            const read = [...chart.querySelectorAll('.u-value')].some(value => /\\d/.test(value.textContent));
            document.title = 'drawn ' + inked.length + ' canvases of curves, ' + Math.max(0, page.documentElement.scrollWidth - %d) + ' pixels too wide, ' + (read ? 'arrows move' : 'arrows do nothing');
          }, 200);
        }, 500);
        </script>""".formatted(width, address, width));
  }

  @Test
  void theDocumentHoldsWhatWasMeasured() throws Exception {
    Browser browser = Browser.find(folder);
    assertEquals(0, Run.of("report", digits).exitCode());
    String dom = browser.open(digits.resolve("report.html").toUri().toString(), 1280, 900).dom();
    for (String part : List.of("Confusion matrix", "Worst mistakes", "Network Mlp", "Machine and settings",
        "kernelsmith train mlp", "completed", "test accuracy", "gradient of its last step",
        "FLOP to predict one sample")) {
      assertTrue(dom.contains(part), part);
    }
    assertFalse(java.util.regex.Pattern.compile("\\dFLOP").matcher(dom).find(), "a number and its unit are parted");
    assertEquals(0, Run.of("report", curve).exitCode());
    String values = browser.open(curve.resolve("report.html").toUri().toString(), 1280, 900).dom();
    assertTrue(values.contains("Prediction over target") && values.contains("Largest errors")
        && values.contains("root mean squared error"));
  }

  @Test
  void namesAreTextsWhateverTheySay() throws Exception {
    Path run = copy(digits, folder.resolve("<img src=x onerror=hack()>"));
    String evil = "</script><script>document.title='hacked'</script><!--";
    for (String file : List.of("evaluation.json", "config.json")) {
      String text = Files.readString(run.resolve(file));
      Files.writeString(run.resolve(file),
          text.replace("\"name\":\"3\"", "\"name\":\"" + evil + "\"").replace("\"Mlp\"", "\"" + evil + "\"")
              .replace("\"hidden1\"", "\"" + evil + "\""));
    }
    assertEquals(0, Run.of("report", run).exitCode());
    String page = Files.readString(run.resolve("report.html"));
    assertFalse(page.contains(evil));
    Browser.Result shown = Browser.find(folder).open(run.resolve("report.html").toUri().toString(), 1280, 900);
    assertEquals(List.of(), shown.console());
    assertTrue(shown.dom().contains("&lt;/script&gt;&lt;script&gt;document.title='hacked'"));
    assertFalse(shown.dom().contains("<title>hacked") || shown.dom().contains("<img"));
  }

  @Test
  void aRunIsWatchedWhileItGrows() throws Exception {
    Path run = copy(digits, folder.resolve("growing"));
    List<String> epochs = Files.readAllLines(run.resolve("epochs.jsonl"));
    Files.writeString(run.resolve("epochs.jsonl"), epochs.getFirst() + "\n{\"epoch\":2,\"st");
    try (RunServer server = RunServer.start(List.of(run), 0); HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> page = get(client, server.address());
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("\"live\":true"));
      String before = get(client, server.address() + "data.json").body();
      assertTrue(before.contains(epochs.getFirst()) && !before.contains(epochs.get(1)),
          "a line in the making is not shown");
      Files.writeString(run.resolve("epochs.jsonl"), epochs.getFirst() + "\n" + epochs.get(1) + "\n");
      assertTrue(get(client, server.address() + "data.json").body().contains(epochs.get(1)));
      assertEquals(404, get(client, server.address() + "../config.json").statusCode());
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(server.address())).POST(HttpRequest.BodyPublishers.noBody()).build();
      assertEquals(405, client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
      Browser.Result shown = Browser.find(folder).open(server.address(), 1280, 900);
      assertEquals(List.of(), shown.console());
      Matcher drawn = Pattern.compile("data-drawn=\"(\\d+)\"").matcher(shown.dom());
      assertTrue(drawn.find() && Integer.parseInt(drawn.group(1)) > 1, "it asked for news and drew them");
    }
  }

  private static HttpResponse<String> get(HttpClient client, String address) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatIsNoRunIsSaidInOneLine() throws IOException {
    assertFailure(Run.of("report", folder.resolve("missing")), "no such folder of a run");
    assertFailure(Run.of("report", folder), "holds no run");
    assertFailure(Run.of("watch", folder), "holds no run");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertFailure(Run.of("report", file), "is a file");
    Path damaged = copy(digits, folder.resolve("damaged"));
    Files.writeString(damaged.resolve("config.json"), "{\"layers\":");
    assertFailure(Run.of("report", damaged), "config.json: is damaged: line 1, column 11: Unexpected end-of-input");
    Files.writeString(damaged.resolve("config.json"), "{\"layers\":[]}");
    assertFailure(Run.of("report", damaged), "config.json");
    assertFailure(Run.of("report", digits, "--out", folder.resolve("none").resolve("page.html")),
        "its folder does not exist");
    assertEquals(2, Run.of("report").exitCode());
    assertEquals(2, Run.of("watch", digits, "--port", 70000).exitCode());
    Run again = Run.of("train", "mlp", "--drawn", 100, "--epochs", 1, "--run", digits);
    assertFailureOf(again, "holds a run");
    Path lines = copy(digits, folder.resolve("lines"));
    Files.writeString(lines.resolve("epochs.jsonl"), "no json\n42\n", StandardOpenOption.APPEND);
    assertEquals(0, Run.of("report", lines).exitCode());
    assertTrue(Files.readString(lines.resolve("report.html")).contains("\"skipped\":2"));
    for (String half : List.of("{\"epoch\":1}",
        "{\"epoch\":1,\"step\":2,\"loss\":\"much\",\"seconds\":1,\"samplesPerSecond\":1}")) {
      Files.writeString(lines.resolve("epochs.jsonl"), half + "\n", StandardOpenOption.APPEND);
    }
    Files.writeString(lines.resolve("layers.jsonl"), "{\"epoch\":9,\"parameters\":[{}]}\n", StandardOpenOption.APPEND);
    Files.writeString(lines.resolve("events.jsonl"), "{}\n", StandardOpenOption.APPEND);
    assertEquals(0, Run.of("report", lines).exitCode());
    assertTrue(Files.readString(lines.resolve("report.html")).contains("\"skipped\":6"));
    for (String bad : List.of("[]", "{}", "null", "7", "{\"samples\":3}", "{\"samples\":3,\"outputs\":[]}",
        "{\"samples\":3,\"outputs\":[{}]}",
        "{\"samples\":3,\"outputs\":[{\"classes\":[{}],\"means\":[]}]}")) {
      Files.writeString(lines.resolve("evaluation.json"), bad);
      assertFailure(Run.of("report", lines), "evaluation.json: has no ");
    }
    Files.delete(lines.resolve("evaluation.json"));
    Files.writeString(lines.resolve("filters.json"), "{\"layer\":1}");
    assertFailure(Run.of("report", lines), "filters.json: has no ");
  }

  /** A page has points as many as can be seen, first and last among them, and the time of all. */
  @Test
  void aLongRunMakesNoLargePage() throws IOException {
    Path run = copy(digits, folder.resolve("long"));
    StringBuilder epochs = new StringBuilder();
    for (int i = 1; i <= 50_000; i++) {
      epochs.append(String.format(Locale.ROOT,
          "{\"epoch\":%d,\"step\":%d,\"loss\":0.5,\"seconds\":0.5,\"samplesPerSecond\":1}%n", i, 5 * i));
    }
    Files.writeString(run.resolve("epochs.jsonl"), epochs);
    assertEquals(0, Run.of("report", run).exitCode());
    assertTrue(Files.size(run.resolve("report.html")) < 2 * Files.size(digits.resolve("config.json")) + 400_000);
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("\"seconds\":25000.0,"));
    assertTrue(page.contains("{\"epoch\":1,\"step\":5,") && page.contains("{\"epoch\":50000,\"step\":250000,"));
  }

  /** Figures that nobody measured: what the page makes of them. */
  @Test
  void timesOfLayersAreShown() throws Exception {
    Path run = copy(digits, folder.resolve("timed"));
    String config = Files.readString(run.resolve("config.json"));
    String layers = Pattern.compile("\"name\":\"(\\w+)\",\"kind\"").matcher(config).results()
        .map(
            name -> """
        {"name":"%s","forward":0.1,"backward":0.2,"update":0.01,"joined":%s,"forwardGigaflops":"NaN","backwardGigaflops":12.5}"""
                .formatted(name.group(1), name.group(1).equals("hidden2")))
        .collect(Collectors.joining(","));
    String times =
        """
        {"stacks":3600,"seconds":30,"threads":2,"sampleNanos":2000,"layers":[%s],"input":0,"update":0.03,"data":0.04,"validation":0,"rest":0.03,"unknown":0}"""
            .formatted(layers);
    Files.writeString(run.resolve("times.json"), times);
    assertEquals(0, Run.of("report", run).exitCode());
    Browser.Result shown = Browser.find(folder).open(run.resolve("report.html").toUri().toString(), 1280, 900);
    assertEquals(List.of(), shown.console());
    for (String part : List.of("Where the time goes", "forward 10.0 %, backward 20.0 %, update 1.0 %",
        "<td class=\"n\">31.0 %</td><td class=\"n\">0.6200</td><td class=\"n\">–</td><td class=\"n\">12.5</td>",
        "<td class=\"n\">joined</td>", "reading samples", "3,600 stacks of 2 threads",
        "a share of 10 % may be off by 1.0 %")) {
      assertTrue(shown.dom().contains(part), part);
    }
    assertFalse(shown.dom().contains("validation 0.0 %"));
    for (String bad : List.of("[]", times.replace("\"stacks\":3600,", ""),
        times.replace("\"joined\":false", "\"joined\":1"))) {
      Files.writeString(run.resolve("times.json"), bad);
      assertFailure(Run.of("report", run), "times.json: has no layers with shares");
    }
    Files.delete(run.resolve("times.json"));
    assertEquals(0, Run.of("report", run).exitCode());
  }

  private static void assertFailure(Run run, String message) {
    assertEquals("", run.out());
    assertFailureOf(run, message);
  }

  private static void assertFailureOf(Run run, String message) {
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().startsWith("kernelsmith: ") && run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
