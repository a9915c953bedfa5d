package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.ParameterSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What kernels with random numbers take for them: a key for each stream, and the number of the block's first sample. */
public final class RandomArguments {
  /** Position of the block's first sample in the batch. */
  static final String FIRST_SAMPLE = "firstSample";

  private static final String KEY = "key";

  private RandomArguments() {}

  /** Name of the key of a stream. */
  static String key(int stream) {
    return KEY + stream;
  }

  /** Parameters of a kernel; none where there is no stream. */
  static List<ParameterSpec> parameters(Collection<Integer> streams) {
    List<ParameterSpec> parameters = new ArrayList<>();
    streams.forEach(stream -> parameters.add(ParameterSpec.builder(long.class, key(stream)).build()));
    if (!streams.isEmpty()) {
      parameters.add(ParameterSpec.builder(int.class, FIRST_SAMPLE).build());
    }
    return parameters;
  }

  /** Source of a key from what a block holds; null for what is no key. */
  public static @Nullable String keySource(String parameter) {
    return parameter.matches(KEY + "\\d+")
        ? "#Threefry.key(block.seed, block.step, " + parameter.substring(KEY.length()) + ")"
        : null;
  }
}
