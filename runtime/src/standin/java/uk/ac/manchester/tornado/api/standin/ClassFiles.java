package uk.ac.manchester.tornado.api.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Class files as a class loader finds them. */
final class ClassFiles {
  private final @Nullable ClassLoader loader;
  private final Map<String, Optional<ClassModel>> read = new HashMap<>();

  ClassFiles(@Nullable ClassLoader loader) {
    this.loader = loader;
  }

  static String internalName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1);
  }

  /** A method with code; null where there is no such class file, or no such method in it. */
  @Nullable
  MethodModel method(String owner, String name, String descriptor) {
    Optional<ClassModel> model = read.computeIfAbsent(owner, this::read);
    return model.stream().flatMap(m -> m.methods().stream())
        .filter(m -> m.methodName().equalsString(name) && m.methodType().equalsString(descriptor))
        .filter(m -> m.code().isPresent()).findFirst().orElse(null);
  }

  private Optional<ClassModel> read(String owner) {
    String file = owner + ".class";
    try (InputStream in =
        loader == null ? ClassLoader.getSystemResourceAsStream(file) : loader.getResourceAsStream(file)) {
      return in == null ? Optional.empty() : Optional.of(ClassFile.of().parse(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
