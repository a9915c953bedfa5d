import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
/*!NAME_TAKEN*/class Digits {
  @Dense(units = 1) Layer out;
}

class DigitsNetwork {}

@Network(input = 2)
/*!NAME_TAKEN*/class Letters {
  @Dense(units = 1) Layer out;
}

interface LettersScalarKernels {}

@Network(input = 2)
/*!NAME_TAKEN*/class Words {
  @Dense(units = 1) Layer out;
}

class WordsTornadoKernels {}

@Network(input = 2)
/*!NAME_TAKEN*/class Signs {
  @Dense(units = 1) Layer out;
}

enum SignsTornadoGraphs {}

// expect: [NAME_TAKEN] For Digits the class DigitsNetwork would be generated, but there is a class of that name: rename one of them.
// expect: [NAME_TAKEN] For Letters the class LettersScalarKernels would be generated, but there is a class of that name: rename one of them.
// expect: [NAME_TAKEN] For Words the class WordsTornadoKernels would be generated, but there is a class of that name: rename one of them.
// expect: [NAME_TAKEN] For Signs the class SignsTornadoGraphs would be generated, but there is a class of that name: rename one of them.
