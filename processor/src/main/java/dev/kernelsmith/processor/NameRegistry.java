package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.NetworkNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Which names of classes are taken in one compilation. Only the classes that are being compiled count: on the class path there may
 * well be what an earlier build generated.
 */
final class NameRegistry {
  private final Elements elements;
  private final Set<String> existing = new HashSet<>();
  private final Map<String, String> earlier = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  NameRegistry(Elements elements) {
    this.elements = elements;
  }

  /** Notes the classes of a round, what an earlier run generated apart from the others. */
  void add(RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type && !owners.containsKey(type.getQualifiedName().toString())) {
        String name = type.getQualifiedName().toString();
        if (OwnSource.isOwn(type, elements)) {
          earlier.put(name, OwnSource.text(type, elements));
        } else {
          existing.add(name);
        }
      }
    }
  }

  /** Texts of the classes to be generated that are being compiled already, as an earlier run wrote them: none can be written again. */
  Map<String, String> earlier(NetworkNames names) {
    return names.allGenerated().stream().filter(earlier::containsKey).collect(Collectors.toMap(n -> n, earlier::get));
  }

  /** Takes the names of all classes to be generated for a network, and reports those that are taken already. */
  void claim(NetworkNames names, Diagnostics diagnostics) {
    for (String generated : names.allGenerated()) {
      String simple = generated.substring(generated.lastIndexOf('.') + 1);
      String owner = owners.putIfAbsent(generated, names.qualifiedClass());
      if (owner != null && !owner.equals(names.qualifiedClass())) {
        diagnostics.report(Message.NAME_SHARED, null, names.className(), simple, owner);
        return;
      }
      if (existing.contains(generated)) {
        diagnostics.report(Message.NAME_TAKEN, null, names.className(), simple);
      }
    }
  }
}
