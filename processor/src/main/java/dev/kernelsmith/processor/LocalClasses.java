package dev.kernelsmith.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.NewClassTree;
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

/**
 * Finds classes with {@code @Network} inside methods. Compilers do not hand these to processors, so that nothing would be generated and
 * nothing said; javac can be listened to while it attributes a file. Others say at least that the generated class does not exist.
 */
final class LocalClasses implements TaskListener {
  private final Trees trees;
  private final Set<CompilationUnitTree> seen = new HashSet<>();

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

  @Override
  public void started(TaskEvent event) {
    CompilationUnitTree unit = event.getCompilationUnit();
    if (event.getKind() == TaskEvent.Kind.ANALYZE && unit != null && seen.add(unit)) {
      new Scanner(unit).scan(unit, null);
    }
  }

  private final class Scanner extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;

    Scanner(CompilationUnitTree unit) {
      this.unit = unit;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (isInside(getCurrentPath().getParentPath())) {
        type.getModifiers().getAnnotations().stream().filter(this::isNetwork).forEach(a -> report(type, a));
      }
      return super.visitClass(type, nothing);
    }

    private static boolean isInside(TreePath path) {
      for (TreePath at = path; at != null; at = at.getParentPath()) {
        if (at.getLeaf() instanceof BlockTree
            || at.getLeaf() instanceof LambdaExpressionTree
            || at.getLeaf() instanceof NewClassTree) {
          return true;
        }
      }
      return false;
    }

    /** By what is written, since nothing has a type yet. */
    private boolean isNetwork(AnnotationTree annotation) {
      String written = annotation.getAnnotationType().toString();
      String qualified = Network.class.getName();
      String wild = Network.class.getPackageName() + ".*";
      return written.equals(qualified)
          || written.equals(Network.class.getSimpleName())
              && unit.getImports().stream()
                  .map(one -> one.getQualifiedIdentifier().toString())
                  .anyMatch(name -> name.equals(qualified) || name.equals(wild));
    }

    private void report(ClassTree type, AnnotationTree annotation) {
      Diagnostics diagnostics = new Diagnostics();
      diagnostics.report(Message.NETWORK_LOCAL, null, type.getSimpleName());
      diagnostics.findings()
          .forEach(finding -> trees.printMessage(finding.message().kind(), finding.text(), annotation, unit));
    }
  }
}
