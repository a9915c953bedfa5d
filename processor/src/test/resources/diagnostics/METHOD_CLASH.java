import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

class Above {
  public Object engine() {
    return this;
  }

  private void network() {}
}

@Network(input = 2)
/*!METHOD_CLASH*/class Inheriting extends Above {
  @Dense(units = 1) Layer out;
}

@Network(input = 2)
class Declaring {
  @Dense(units = 1) Layer out;

  void /*!METHOD_CLASH*/engine() {}

  void engine(int overload) {}

  @Override
  public String toString() {
    return "Declaring";
  }
}

class Store<T> {
  public void save(T where) {}

  public <E> void load(E where) {}
}

@Network(input = 2)
/*!METHOD_CLASH*/class Storing extends Store<java.nio.file.Path> {
  @Dense(units = 1) Layer out;
}

// expect: [METHOD_CLASH] Method engine() of Above has the signature of CompiledNetwork.engine(), which the generated InheritingNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method engine() of Declaring has the signature of CompiledNetwork.engine(), which the generated DeclaringNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method save(Path) of Store has the signature of CompiledNetwork.save(Path), which the generated StoringNetwork gets: rename the method or change its parameters.
