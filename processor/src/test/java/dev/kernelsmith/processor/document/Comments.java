package dev.kernelsmith.processor.document;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.util.DocTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Documentation comments of all types of a source folder and of their members, as javac reads them.
 *
 * @param types by simple name, in the order of names
 * @param comments by {@code Type} and {@code Type.member}
 */
record Comments(Map<String, TypeElement> types, Map<String, DocCommentTree> comments) {
  static Comments of(Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(folder)) {
      List<Path> sources = found.filter(f -> f.toString().endsWith(".java")).sorted().toList();
      Reader reader = new Reader();
      JavaCompiler.CompilationTask task = compiler
          .getTask(null, files, null, List.of("-proc:only"), null, files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(reader));
      if (!task.call()) {
        throw new IllegalStateException(folder + " does not compile");
      }
      return reader.comments;
    }
  }

  /** Simple names of the nested elements of a type that have a name of their own: attributes, constants. */
  List<String> members(String type) {
    List<String> members = new ArrayList<>();
    for (Element member : types.get(type).getEnclosedElements()) {
      if (comments.containsKey(type + "." + member.getSimpleName())) {
        members.add(member.getSimpleName().toString());
      }
    }
    return members;
  }

  private static final class Reader extends AbstractProcessor {
    private final Comments comments = new Comments(new HashMap<>(), new HashMap<>());

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      DocTrees trees = DocTrees.instance(processingEnv);
      for (Element root : round.getRootElements()) {
        if (root instanceof TypeElement type) {
          String name = type.getSimpleName().toString();
          comments.types.put(name, type);
          put(name, trees.getDocCommentTree(type));
          for (Element member : type.getEnclosedElements()) {
            put(name + "." + member.getSimpleName(), trees.getDocCommentTree(member));
          }
        }
      }
      return false;
    }

    private void put(String name, DocCommentTree comment) {
      if (comment != null) {
        comments.comments.put(name, comment);
      }
    }
  }
}
