package dev.kernelsmith.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Finds classes with {@code @Network} inside methods. Compilers do not hand these to processors, so that nothing would be generated and
 * nothing said; javac can be listened to while it attributes a file. Others say at least that the generated class does not exist.
 */
final class LocalClasses implements TaskListener {
  private final Trees trees;
  private final Set<TypeElement> seen = new HashSet<>();

  private LocalClasses(Trees trees) {
    this.trees = trees;
  }

  /** Reports such classes from now on, where the compiler is javac. */
  static void watch(ProcessingEnvironment environment) {
    try {
      JavacTask.instance(environment).addTaskListener(new LocalClasses(Trees.instance(environment)));
    } catch (IllegalArgumentException otherCompiler) {
      // There is nothing to listen to.
    }
  }

  /**
   * Whether a class stands in a compact source file, where the compiler is javac. The class around all members is final there without a
   * place where that is written.
   */
  static boolean inCompactFile(TypeElement type, ProcessingEnvironment environment) {
    try {
      Trees trees = Trees.instance(environment);
      TreePath outermost = trees.getPath(type);
      while (outermost != null && outermost.getParentPath().getLeaf() instanceof ClassTree) {
        outermost = outermost.getParentPath();
      }
      if (outermost == null || !(outermost.getLeaf() instanceof ClassTree around)) {
        return false;
      }
      ModifiersTree modifiers = around.getModifiers();
      return around.getKind() == Tree.Kind.CLASS
          && modifiers.getFlags().contains(Modifier.FINAL)
          && trees.getSourcePositions()
              .getStartPosition(outermost.getCompilationUnit(), modifiers) == Diagnostic.NOPOS;
    } catch (IllegalArgumentException otherCompiler) {
      return false;
    }
  }

  /**
   * Once a class is attributed, its annotations have types, so that one of another package that is called the same is told apart. What this
   * processor has written is long, and has none.
   */
  @Override
  public void finished(TaskEvent event) {
    TypeElement type = event.getKind() == TaskEvent.Kind.ANALYZE ? event.getTypeElement() : null;
    TreePath path = type == null || !seen.add(type) || OwnSource.isMarked(type) ? null : trees.getPath(type);
    if (path != null) {
      new Scanner().scan(path, null);
    }
  }

  private final class Scanner extends TreePathScanner<Void, Void> {
    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (isInside(getCurrentPath().getParentPath())) {
        TreePath modifiers = new TreePath(getCurrentPath(), type.getModifiers());
        type.getModifiers()
            .getAnnotations()
            .stream()
            .filter(annotation -> isNetwork(annotation, new TreePath(modifiers, annotation)))
            .forEach(annotation -> report(type, annotation, getCurrentPath().getCompilationUnit()));
      }
      return super.visitClass(type, nothing);
    }

    /** Whether a class of that path is not a member of classes only: in the body of whatever can be run, there are statements. */
    private static boolean isInside(TreePath path) {
      for (TreePath at = path; at != null; at = at.getParentPath()) {
        Tree tree = at.getLeaf();
        if (!(tree instanceof ClassTree) && !(tree instanceof CompilationUnitTree)) {
          return true;
        }
      }
      return false;
    }

    private boolean isNetwork(AnnotationTree annotation, TreePath path) {
      Element written = trees.getElement(new TreePath(path, annotation.getAnnotationType()));
      return written instanceof TypeElement type && type.getQualifiedName().contentEquals(Network.class.getName());
    }

    private void report(ClassTree type, AnnotationTree annotation, CompilationUnitTree unit) {
      Diagnostics diagnostics = new Diagnostics();
      diagnostics.report(Message.NETWORK_LOCAL, null, type.getSimpleName());
      diagnostics.findings()
          .forEach(finding -> trees.printMessage(finding.message().kind(), finding.text(), annotation, unit));
    }
  }
}
