package dev.kernelsmith.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/data.md shows compiles, and a job is under 25 lines of a user's own code. */
class DataDocumentTest {
  private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final String IMPORTS = """
      import static dev.kernelsmith.annotations.Activation.*;
      import static dev.kernelsmith.annotations.LossFunction.*;
      import static dev.kernelsmith.annotations.OptimizerType.*;
      import dev.kernelsmith.annotations.*;
      import dev.kernelsmith.data.*;
      import dev.kernelsmith.data.pictures.*;
      import dev.kernelsmith.data.pipeline.*;
      import dev.kernelsmith.data.sequences.*;
      import dev.kernelsmith.data.tables.*;
      import dev.kernelsmith.data.tfrecords.*;
      import dev.kernelsmith.runtime.Layer;
      import dev.kernelsmith.runtime.data.*;
      import dev.kernelsmith.runtime.train.*;
      import java.io.IOException;
      import java.nio.file.Path;
      import java.util.List;
      import java.util.Map;
      """;

  @TempDir Path folder;

  @Test
  void theCodeCompiles() throws IOException {
    Path page = Path.of("..", "docs", "data.md").toAbsolutePath();
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(page));
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    String job = blocks.getFirst();
    assertTrue(job.lines().count() < 25, () -> job.lines().count() + " lines");
    StringBuilder source = new StringBuilder(IMPORTS).append(job);
    source
        .append("@Network(input = 2) class Clicks { @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY) Layer clicked; }\n");
    String pictured = blocks.stream().filter(block -> block.contains("class Flowers")).findFirst().orElseThrow();
    assertTrue(pictured.lines().count() < 25, () -> pictured.lines().count() + " lines");
    blocks.remove(pictured);
    source.append(pictured.replace("class Main", "class Pictured"));
    for (int i = 1; i < blocks.size(); i++) {
      source.append("class Use" + i + " { static void use() throws IOException {\n" + blocks.get(i) + "}}\n");
    }
    Path file = Files.writeString(folder.resolve("Main.java"), source);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean compiled = javac.getTask(messages, files, null,
          List.of("-proc:full", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "--add-modules",
              "jdk.incubator.vector"),
          null, files.getJavaFileObjects(file)).call();
      assertTrue(compiled, messages.toString());
    }
    assertEquals(12, blocks.size(), "blocks of Java");
  }
}
