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

@Network(input = 2)
class Hiding {
  @Dense(units = 1) Layer out;

  private float[] /*!METHOD_CLASH*/predict(float[] input) {
    return input;
  }

  private static int /*!METHOD_CLASH*/classify(float[] input) {
    return input.length;
  }

  private NetworkEngine engine() {
    return null;
  }

  private int logits(float[] input) {
    return input.length;
  }
}

class Secret {
  private void load(java.nio.file.Path file) {}
}

@Network(input = 2)
/*!METHOD_CLASH*/class InheritingSecret extends Secret {
  @Dense(units = 1) Layer out;
}

@Network
class Typed {
  @Input(2) Layer left;
  @Input(value = 3, type = InputType.INT) Layer right;
  @From("left") @Dense(units = 2) Layer a;
  @From("right") @Dense(units = 2) Layer b;
  @Add({"a", "b"}) Layer sum;

  float[] /*!METHOD_CLASH*/predict(float[] left, int[] right) {
    return left;
  }

  float[] predict(float[] left, float[] right) {
    return left;
  }

  float[] outputs(float[] left, int[] right) {
    return left;
  }
}

// expect: [METHOD_CLASH] Method engine() of Above has the signature of CompiledNetwork.engine(), which the generated InheritingNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method engine() of Declaring has the signature of CompiledNetwork.engine(), which the generated DeclaringNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method save(Path) of Store has the signature of CompiledNetwork.save(Path), which the generated StoringNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method predict(float[]) of Hiding has the signature of CompiledNetwork.predict(float[]), which the generated HidingNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method classify(float[]) of Hiding has the signature of CompiledNetwork.classify(float[]), which the generated HidingNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method load(Path) of Secret has the signature of CompiledNetwork.load(Path), which the generated InheritingSecretNetwork gets: rename the method or change its parameters.
// expect: [METHOD_CLASH] Method predict(float[], int[]) of Typed has the signature of TypedNetwork.predict(float[], int[]), which the generated TypedNetwork gets: rename the method or change its parameters.
