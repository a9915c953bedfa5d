package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jdt.internal.compiler.batch.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eclipse's compiler where the classes of javac are not there, as in small run-time images. */
class WithoutJavacTest {
  @Test
  void networksAreGenerated(@TempDir Path folder) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Small.java"),
            """
                import dev.kernelsmith.annotations.*;
                import dev.kernelsmith.runtime.Layer;

                @Network(input = 4)
                class Small {
                  @Dense(units = 2) Layer out;
                }
                """);
    String modules = "java.base,java.compiler,java.desktop,java.management,java.xml,jdk.incubator.vector";
    String path = System.getProperty("java.class.path");
    ChildJvm.run(
        folder, List.of("--limit-modules", modules), Main.class, "-25", "-cp", path, "-processorpath", path,
        "-Akernelsmith.tornado=off", "-d", folder.toString(), "-s", folder.toString(), source.toString());
    assertTrue(Files.exists(folder.resolve("SmallNetwork.class")));
  }
}
