import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

/*!NETWORK_NOT_CLASS*/@Network(input = 2)
interface Contract {}

/*!NETWORK_NOT_CLASS*/@Network(input = 2)
enum Choice {}

/*!NETWORK_NOT_CLASS*/@Network(input = 2)
@interface Mark {}

// expect: [NETWORK_NOT_CLASS] @Network stands on the interface Contract, but the generated ContractNetwork must extend it: make Contract a class.
// expect: [NETWORK_NOT_CLASS] @Network stands on the enum Choice, but the generated ChoiceNetwork must extend it: make Choice a class.
// expect: [NETWORK_NOT_CLASS] @Network stands on the annotation type Mark, but the generated MarkNetwork must extend it: make Mark a class.
