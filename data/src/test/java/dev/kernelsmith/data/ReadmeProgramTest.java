package dev.kernelsmith.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first program compiles and runs, with the options that it shows. */
class ReadmeProgramTest {
  private static final Pattern BLOCK = Pattern.compile("```\\w*\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theProgramCompilesAndRuns() throws Exception {
    String page = Files.readString(Path.of("..", "README.md"));
    Path network = Files.writeString(folder.resolve("LeNet5.java"), block(page, "@Network"));
    Path main = Files.writeString(folder.resolve("Main.java"), block(page, "class Main"));
    String path = System.getProperty("java.class.path");
    Path classes = folder.resolve("target").resolve("classes");
    assertEquals(0,
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "--add-modules=jdk.incubator.vector",
            "-proc:full", "-cp", path, "-processorpath", path, "-d", classes.toString(), network.toString(),
            main.toString()));
    writeDigits("train", 100);
    writeDigits("t10k", 20);
    String line = block(page, "java --add-modules").lines().filter(l -> l.startsWith("java ")).findFirst().orElseThrow()
        .replace("\"target/classes:target/dependency/*\"", classes + File.pathSeparator + path);
    List<String> command = new ArrayList<>(List.of(line.split(" ")));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path output = folder.resolve("output.txt");
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(output.toFile()).start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it hangs");
    String text = Files.readString(output);
    assertEquals(0, process.exitValue(), text);
    assertTrue(text.contains("Using incubator modules") && !text.contains("scalar"), text);
    assertTrue(text.lines().reduce((a, b) -> b).orElseThrow().matches("[0-9]"), text);
    assertTrue(Files.isRegularFile(folder.resolve("lenet5.safetensors")));
  }

  private static String block(String page, String content) {
    Matcher matcher = BLOCK.matcher(page);
    while (matcher.find()) {
      if (matcher.group(1).contains(content)) {
        return matcher.group(1);
      }
    }
    throw new AssertionError("no block with " + content);
  }

  /** Bars, in MNIST's format. */
  private void writeDigits(String part, int count) throws IOException {
    Path data = Files.createDirectories(folder.resolve("mnist"));
    try (
        DataOutputStream pixels =
            new DataOutputStream(Files.newOutputStream(data.resolve(part + "-images-idx3-ubyte")));
        DataOutputStream classes =
            new DataOutputStream(Files.newOutputStream(data.resolve(part + "-labels-idx1-ubyte")))) {
      for (int number : new int[] {0x803, count, 28, 28}) {
        pixels.writeInt(number);
      }
      classes.writeInt(0x801);
      classes.writeInt(count);
      for (int i = 0; i < count; i++) {
        classes.writeByte(i % 10);
        for (int row = 0; row < 28; row++) {
          byte[] line = new byte[28];
          Arrays.fill(line, (byte) (row / 2 == 2 + i % 10 ? 255 : 0));
          pixels.write(line);
        }
      }
    }
  }
}
