import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
/*!NETWORK_NOT_CLASS*/interface Contract {}

@Network(input = 2)
/*!NETWORK_NOT_CLASS*/enum Choice {}

@Network(input = 2)
/*!NETWORK_NOT_CLASS*/record Pair(int a, int b) {}

@Network(input = 2)
@/*!NETWORK_NOT_CLASS*/interface Mark {}

// expect: [NETWORK_NOT_CLASS] @Network stands on the interface Contract, but the generated ContractNetwork must extend it: make Contract a class.
// expect: [NETWORK_NOT_CLASS] @Network stands on the enum Choice, but the generated ChoiceNetwork must extend it: make Choice a class.
// expect: [NETWORK_NOT_CLASS] @Network stands on the record Pair, but the generated PairNetwork must extend it: make Pair a class.
// expect: [NETWORK_NOT_CLASS] @Network stands on the annotation type Mark, but the generated MarkNetwork must extend it: make Mark a class.
