package dev.kernelsmith.processor.diagnostics;

import javax.tools.Diagnostic.Kind;

/** Every message the processor can print, each with its id and, in the text, a repair. */
public enum Message {
  // What is annotated.

  /** {@code @Network} on an interface, enum, record or annotation. */
  NETWORK_NOT_CLASS(
      Kind.ERROR,
      "@Network stands on the %s %s, but the generated %s must extend it: make %s a class."),
  /** A modifier that keeps the generated class from extending the annotated one. */
  NETWORK_MODIFIER(
      Kind.ERROR,
      "Class %s is %s, but the generated %s must extend and construct it: remove '%s'."),
  /** A private class around the annotated one. */
  NETWORK_HIDDEN(
      Kind.ERROR,
      "Class %s lies in the private class %s, where the generated %s cannot reach it: remove 'private' from %s."),
  /** Type parameters. */
  NETWORK_GENERIC(
      Kind.ERROR,
      "Class %s has type parameters %s, but a network has none: remove them."),
  /** An inner class. */
  NETWORK_INNER(
      Kind.ERROR,
      "Class %s is an inner class, so that %s could not construct it without an outer instance: make it static or"
          + " top-level."),
  /** A class inside a method. */
  NETWORK_LOCAL(
      Kind.ERROR,
      "Class %s stands inside a method, where nothing that is generated can name it: make it a top-level class or a static"
          + " nested one."),
  /** A class in a source file without a class around its members. */
  NETWORK_IN_COMPACT_FILE(
      Kind.ERROR,
      "Class %s stands in a compact source file, the class of which has no name, so that %s cannot name %s either: move it to a"
          + " file of its own, or write 'class %s { ... }' around all members."),
  /** No constructor that the generated one can call. */
  NO_CONSTRUCTOR(
      Kind.ERROR,
      "Class %s has no constructor without parameters that %s could call: add '%s() {}', not private."),
  /** A constructor with checked exceptions. */
  CONSTRUCTOR_THROWS(
      Kind.ERROR,
      "The constructor of %s declares the checked exception %s, but the constructor of %s declares none: catch it in"
          + " the constructor, or wrap it in an unchecked exception."),
  /** A method that a method of the generated class would meet. */
  METHOD_CLASH(
      Kind.ERROR,
      "Method %s of %s has the signature of %s, which the generated %s gets: rename the method or"
          + " change its parameters."),
  /** The generated class's name belongs to an existing class. */
  NAME_TAKEN(
      Kind.ERROR,
      "For %s the class %s would be generated, but there is a class of that name: rename one of them."),
  /** The folder for generated sources is a folder of sources as well. */
  EARLIER_OUTPUT_KEPT(
      Kind.NOTE,
      "What is generated for %s is among the sources being compiled, from an earlier run, and up to date: it is kept. Better"
          + " take the folder for generated sources out of the sources."),
  /** The same, and its content is no longer right. */
  EARLIER_OUTPUT_OUTDATED(
      Kind.ERROR,
      "What an earlier run generated for %s is among the sources or on the source path, so that it cannot be written again, and"
          + " %s is out of date: take the folder for generated sources (-s) out of the sources, or delete what it holds."),
  /** A file name that no file system takes. */
  NAME_TOO_LONG(
      Kind.ERROR,
      "For %s the file %s would be written, but its name has %d bytes, and file systems take at most %d: shorten the name of the"
          + " class, or of a class around it, by %d."),
  /** Two networks with one generated name. */
  NAME_SHARED(
      Kind.ERROR,
      "For %s the class %s would be generated, and for %s as well: rename one of them."),
  /** Types that hide a type of the runtime and its package as well. */
  NAME_HIDDEN(
      Kind.ERROR,
      "Class %s gives the generated %s types called '%s' and '%s', which leave no way to name %s in it: rename one of"
          + " them."),
  /** The runtime is missing. */
  RUNTIME_MISSING(
      Kind.ERROR,
      "Class %s cannot see dev.kernelsmith.runtime.CompiledNetwork, which %s implements: add the dependency"
          + " dev.kernelsmith:kernelsmith-runtime (in a named module also 'requires' its module)."),
  /** Annotations that only mean something in a network. */
  OUTSIDE_NETWORK(
      Kind.WARNING,
      "@%s on %s has no effect, since class %s has no @Network: add @Network(input = ...) to the class, or remove @%s."),

  // Fields.

  /** A network without layers. */
  NO_LAYERS(
      Kind.ERROR,
      "Class %s has no layers: add a field such as '@Dense(units = 10) Layer output;'."),
  /** Layers in a superclass. */
  SUPERCLASS_LAYER(
      Kind.ERROR,
      "Field '%s' of superclass %s carries @%s, but only fields of %s itself are layers: move it there."),
  /** A layer field of another type. */
  FIELD_TYPE(
      Kind.ERROR,
      "Field '%s' carries @%s but has type %s: give it the type dev.kernelsmith.runtime.Layer."),
  /** A layer field that the generated class cannot set. */
  FIELD_MODIFIER(
      Kind.ERROR,
      "Field '%s' carries @%s but is %s, so that %s cannot set it: remove '%s'."),
  /** A layer named like the network's input. */
  RESERVED_NAME(
      Kind.ERROR,
      "Layer '%s' has the name of the network's input: rename the field."),
  /** More than one layer annotation. */
  SEVERAL_LAYERS(
      Kind.ERROR,
      "Field '%s' carries %s, but is one layer: keep one, and give each other layer a field of its own."),
  /** A loss without a layer. */
  LOSS_WITHOUT_LAYER(
      Kind.ERROR,
      "Field '%s' carries @Loss but no layer annotation, so that the loss has no output: add one, such as @Dense(units = 10), or"
          + " move @Loss to a layer."),
  /** A wire without a layer. */
  FROM_WITHOUT_LAYER(
      Kind.ERROR,
      "Field '%s' carries @From but no layer annotation: add one, such as @Dense(units = 10), or remove @From."),
  /** Something is said of parameters, but there is no layer. */
  MARK_WITHOUT_LAYER(
      Kind.ERROR,
      "Field '%s' carries @%s but no layer annotation: add one, such as @Dense(units = 10), or remove @%s."),
  /** Heads, masks or inputs that do not fit. */
  ATTENTION(Kind.ERROR, "@%s '%s': %s."),
  /** A layer that cannot be applied to each step. */
  TIME_DISTRIBUTED(Kind.ERROR, "@%s '%s' cannot be @TimeDistributed: %s."),
  /** Something is said of parameters, but there are none. */
  MARK_OF_NOTHING(
      Kind.WARNING,
      "@%s on layer '%s' has no effect, since @%s has no parameters: remove it."),
  /** Something is said of parameters at a use of those that another layer has. */
  MARK_REUSE(
      Kind.ERROR,
      "Layer '%s' carries @%s, but its parameters are those of '%s': put @%s on '%s'."),
  /** A factor that no learning rate can have. */
  RATE_FACTOR(
      Kind.ERROR,
      "The factor of @RateFactor on layer '%s' is %s: it must be a finite number above 0; to keep parameters as they are, write @Frozen."),
  /** A factor of what does not learn. */
  RATE_FACTOR_FROZEN(
      Kind.WARNING,
      "@RateFactor on layer '%s' has no effect beside @Frozen: remove one of them."),
  /** A factor with which weights decay by more than there is. */
  RATE_FACTOR_DECAY(
      Kind.ERROR,
      "The factor of @RateFactor on layer '%s' is %s: it must be below %s, 1 / (learningRate * weightDecay), or a step turns the weights round."),
  /** Parameters that start from nothing or from two things. */
  INITIAL_SOURCE(
      Kind.ERROR,
      "@Initial on %s must have either a number or a file: write @Initial(0.01) or @Initial(file = \"weights.safetensors\")."),
  /** A number that parameters cannot start from. */
  INITIAL_VALUE(
      Kind.ERROR,
      "'value' of @Initial on layer '%s' is %s: it must be a finite number, at most 3.4e38 in magnitude."),
  /** A tensor, but no file. */
  INITIAL_TENSOR(
      Kind.ERROR,
      "'tensor' of @Initial on layer '%s' names a tensor of a file, but there is none: add file = \"weights.safetensors\", or remove it."),
  /** A tensor for several parameters. */
  INITIAL_TENSOR_OF_SEVERAL(
      Kind.ERROR,
      "@Initial on '%s' names one tensor, '%s', for %s: say which with 'parameter', at one layer, or leave out 'tensor', so that each is"
          + " taken from the tensor of its own name."),
  /** Parameters that start from two things. */
  INITIAL_TWICE(
      Kind.ERROR,
      "Layer '%s' has more than one @Initial for %s: keep one, or give each a 'parameter' of its own."),
  /** A parameter that there is not. */
  INITIAL_OF_NOTHING(
      Kind.ERROR,
      "@Initial on '%s' speaks of %s, but what there is, is %s: name one of these with 'parameter'."),
  /** An initializer that nothing starts from. */
  INITIALIZER_UNUSED(
      Kind.WARNING,
      "'initializer' of @%s '%s' has no effect beside @Initial: remove one of them."),
  /** More than a file, where it is for all layers. */
  INITIAL_OF_CLASS(
      Kind.ERROR,
      "@Initial on class %s must have a file and nothing else, since it is for all layers: put the rest on their fields."),
  /** A loss that changes nothing. */
  NOTHING_TRAINED(
      Kind.WARNING,
      "Layer '%s' has a loss, but every layer with parameters is @Frozen, so that a training changes nothing: remove @Frozen from"
          + " one of them."),
  /** A weight of a loss that is not above 0. */
  LOSS_WEIGHT(
      Kind.ERROR,
      "'weight' of the loss of layer '%s' is %s: it must be a number above 0; to leave the loss out, remove @Loss and make the layer"
          + " an @Output."),
  /** An output that is one already. */
  OUTPUT_WITH_LOSS(
      Kind.ERROR,
      "Layer '%s' carries @Output beside @Loss, which makes it an output already: remove @Output."),
  /** An output without a layer. */
  OUTPUT_WITHOUT_LAYER(
      Kind.ERROR,
      "Field '%s' carries @Output but no layer annotation: add one, such as @Dense(units = 10), or remove @Output."),

  // Blocks.

  /** A block of no class. */
  BLOCK_WITHOUT_CLASS(
      Kind.ERROR,
      "@Block on field '%s' names no class that can be found: name the one whose layers stand there, as in '@Block(Residual.class)'."),
  /** A block of something that has no layers. */
  BLOCK_NOT_CLASS(
      Kind.ERROR,
      "Block '%s' names %s, which is no class: name one whose fields are layers."),
  /** A block inside itself. */
  BLOCK_CYCLE(
      Kind.ERROR,
      "Block '%s' would be in itself, %s: to have a block several times in a row, give it 'repeat'."),
  /** A block without layers. */
  BLOCK_EMPTY(
      Kind.ERROR,
      "Block '%s' is of class %s, which has no layers: annotate its fields, as in '@Dense(units = 10) Layer hidden;'."),
  /** A block with inputs. */
  BLOCK_INPUT(
      Kind.ERROR,
      "Block '%s' is of class %s, whose field '%s' is an @Input, but a block reads one value, which its layers call \"input\":"
          + " remove the field."),
  /** A fault of the block's class. */
  BLOCK_FAULT(
      Kind.ERROR,
      "Block '%s' is of class %s, which has a fault: %s"),
  /** A loss inside a block. */
  BLOCK_LOSS(
      Kind.ERROR,
      "Block '%s' is of class %s, whose layer '%s' carries @Loss or @Output: only the network can have these, so put them on its field"
          + " with @Block, or take the layer out of the block."),
  /** A number of repetitions out of its range. */
  BLOCK_REPEAT(
      Kind.ERROR,
      "'repeat' of block '%s' is %d: it must be from 1 to %d."),
  /** A number that layers take and nobody gives. */
  BLOCK_VALUE_MISSING(
      Kind.ERROR,
      "Block '%s' does not give %s, which layers of %s take: add '%s' to its @Block."),
  /** A multiple or part that is no number. */
  BLOCK_VALUE_BROKEN(
      Kind.ERROR,
      "Block '%s' has %s, as layers of %s take it, which is no whole number in the range of int: give another one."),
  /** A number that nobody takes. */
  BLOCK_VALUE_UNUSED(
      Kind.WARNING,
      "Block '%s' gives %s, but no layer of %s takes it: remove it, or let a layer of the block take it by its constant."),

  // Wiring.

  /** A name that no layer has. */
  UNKNOWN_INPUT(
      Kind.ERROR,
      "Layer '%s' reads \"%s\", but class %s has no such layer%s"),
  /** A formula that is none, or does not fit what it reads. */
  FORMULA(
      Kind.ERROR,
      "@%s '%s': %s (at character %d of '%s').%s"),
  /** A member of an annotation with {@code @Formula} that is no number. */
  FORMULA_MEMBER(
      Kind.ERROR,
      "Member '%s' of @%s has type %s, but members of an annotation with @Formula are numbers or names of inputs: give it the type int,"
          + " double, boolean or String."),
  /** A formula that stands where it is nothing. */
  FORMULA_USE(Kind.ERROR, "@%s on '%s' is %s, but %s."),
  /** A formula that stands on what is neither field nor class. */
  FORMULA_PLACE(
      Kind.WARNING,
      "@%s on '%s' has no effect: a formula stands on a field of a class with @Network, as its layer or beside one, or on the class, as"
          + " its optimizer. Put it there, or remove it."),
  /** A formula beside a layer that applies nothing to its result. */
  FORMULA_NO_ACTIVATION(
      Kind.ERROR,
      "@%s on '%s' is an activation, but @%s has none: put it on a field of its own behind '%s'."),
  /** Something that is said twice, by a formula and by a value. */
  FORMULA_BESIDE_VALUE(Kind.ERROR, "'%s': @%s says what '%s' says, too: remove one of them."),
  /** Neither a formula nor a name. */
  FORMULA_MISSING(
      Kind.ERROR,
      "@%s says no %s: write @%s(%s), or put an annotation with @Formula beside it that sets '%s'."),
  /** A layer further down. */
  LATER_INPUT(
      Kind.ERROR,
      "Layer '%s' reads \"%s\", which comes after it: move field '%s' above '%s'."),
  /** A cycle. */
  CYCLIC_INPUT(
      Kind.ERROR,
      "Layer '%s' reads \"%s\", which closes a cycle: %s. Let one of them read an earlier layer."),
  /** Two statements of the inputs. */
  FROM_AND_NAMED_INPUTS(
      Kind.ERROR,
      "Layer '%s' carries @From beside @%s, which names its inputs itself: remove @From."),
  /** An input of a layer that has none. */
  FROM_WITHOUT_INPUT(
      Kind.ERROR,
      "Layer '%s' carries @From beside @%s, which reads nothing: remove @From."),
  /** A layer used again that is not there. */
  REUSE_OF_NOTHING(
      Kind.ERROR,
      "Layer '%s' uses \"%s\" again, but class %s has no such layer before it%s"),
  /** A layer used again that has nothing of its own. */
  REUSE_WITHOUT_PARAMETERS(
      Kind.ERROR,
      "Layer '%s' uses '%s' again, but @%s has no parameters to share: write @%s once more."),
  /** A layer used again for another input. */
  REUSE_INPUT(
      Kind.ERROR,
      "Layer '%s' uses '%s' again, whose parameters are for an input of %s, but its input has %s: let it read one of %s with"
          + " @From."),
  /** A result that is thrown away. */
  UNUSED_LAYER(
      Kind.WARNING,
      "No layer reads '%s', and the network's output is '%s': remove the layer, or let a later one read it, by @From or"
          + " among the layers that its annotation names."),

  // Numbers and shapes.

  /** A number below 1. */
  NOT_POSITIVE(
      Kind.ERROR,
      "'%s' of @%s '%s' is %d: it must be at least 1."),
  /** A number below 0. */
  NEGATIVE(
      Kind.ERROR,
      "'%s' of @%s '%s' is %d: it must be at least 0."),
  /** A list that is not one or two numbers long. */
  ONE_OR_TWO_NUMBERS(
      Kind.ERROR,
      "'%s' of @%s '%s' has %d numbers: give one for both directions, '%s = 3', or vertical and horizontal,"
          + " '%s = {3, 5}'."),
  /** A network without an input. */
  NO_INPUT(
      Kind.ERROR,
      "Class %s has no input: give the shape of a sample, as in '@Network(input = {28, 28, 1})', or a field for each input, as in"
          + " '@Input(12) Layer table;'."),
  /** Inputs in two places. */
  INPUT_TWICE(
      Kind.ERROR,
      "Class %s has an input as a value of @Network, and a field '%s' with @Input: keep one, or make both fields."),
  /** An input that makes no difference. */
  UNUSED_INPUT(
      Kind.WARNING,
      "No layer reads the input '%s': %sname it in a layer's @From."),
  /** Something that is to come step by step, but is no input. */
  STEPWISE_UNKNOWN(
      Kind.ERROR,
      "'stepwise' of @Network names the inputs whose samples may come step by step, but there is no input '%s'%s"),
  /** Inputs of different lengths that are to come together. */
  STEPWISE_LENGTHS(
      Kind.ERROR,
      "'stepwise' of @Network names inputs with different numbers of steps, which are the first extent: '%s' has shape %s, '%s' %s."),
  /** A network that needs the whole sequence. */
  NOT_STEPWISE(
      Kind.ERROR,
      "Class %s cannot be predicted step by step, as 'stepwise' of @Network asks for: layer %s%nLayers that look at earlier steps only are"
          + " recurrent ones that are neither reversed nor bidirectional, @SelfAttention(causal = true), @Conv1D(padding = CAUSAL), and whatever treats"
          + " each step by itself."),
  /** Not as many numbers as an image has sides. */
  PADS_NUMBERS(
      Kind.ERROR,
      "'pads' of @%s '%s' has %d numbers: give one for all sides, 'pads = 1', vertical and horizontal, 'pads = {1, 2}', or top,"
          + " left, bottom and right, 'pads = {0, 0, 1, 1}'."),
  /** Two statements of the padding. */
  PADDING_TWICE(
      Kind.ERROR,
      "@%s '%s' has both 'padding' and 'pads', which say the same thing: remove one of them."),
  /** Channels or filters that groups do not divide. */
  GROUPS_REMAINDER(
      Kind.ERROR,
      "'groups' of @%s '%s' is %d, but must divide both its %d input channels and its %d filters: set it to %d."),
  /** A malformed input shape. */
  INPUT_RANK(
      Kind.ERROR,
      "%s has %d extents: give one to four, {units}, {steps, channels}, {height, width, channels} or {depth, height,"
          + " width, channels}."),
  /** An input extent below 1. */
  INPUT_NOT_POSITIVE(
      Kind.ERROR,
      "%s has a %s of %d: it must be at least 1."),
  /** Two-dimensional layers on a vector. */
  IMAGE_EXPECTED(
      Kind.ERROR,
      "@%s '%s' needs an image, height x width x channels, but its input has shape %s: place it before any @Dense, or"
          + " let it read an image with @From."),
  /** No output. */
  WINDOW_TOO_LARGE(
      Kind.ERROR,
      "The window of @%s '%s', %s, is larger than its input, %s, which would leave an output of %s: set '%s' to at most"
          + " %s%s."),
  /** Taps that see padding only. */
  WINDOW_BEYOND_PADDING(
      Kind.WARNING,
      "The window of @%s '%s', %s, reaches so far beyond its input, %s, that some of it only ever sees padding: set '%s'"
          + " to at most %s."),
  /** A window along one direction on something else. */
  STEPS_EXPECTED(
      Kind.ERROR,
      "@%s '%s' needs steps x channels, but its input has shape %s: let it read such a layer with @From, or declare the input as"
          + " {steps, channels}."),
  /** A mask that is neither a number of steps nor a number for each step. */
  MASK_SHAPE(
      Kind.ERROR,
      "mask = \"%3$s\" of @%1$s '%2$s' has shape %4$s; expected is 1, the number of steps that count, or %5$d, a number above 0 for each step that does: name an input"
          + " declared as @Input(value = 1, type = InputType.INT), or as @Input(%5$d)."),
  /** Numbers for two directions, of which there is one. */
  ONE_DIRECTION(
      Kind.ERROR,
      "'%s' of @%s '%s' has %d numbers, but its input, %s, has one direction: give at most %d."),
  /** A transposed convolution of which padding leaves nothing. */
  NOTHING_LEFT(
      Kind.ERROR,
      "The padding of @%s '%s' takes %s rows and columns away at the top and left, and %s at the bottom and right, but there are only"
          + " %s: reduce '%s', or set padding = VALID."),
  /** An output in too many parts. */
  OUTPUT_PARTS(
      Kind.ERROR,
      "'stride' of @%s '%s' is %s, so that the output falls into %s parts, each with code of its own, but at most %d are possible: step"
          + " by less, or in two layers one after the other."),
  /** An output of a size that is given already. */
  OUTPUT_PADDING_SAME(
      Kind.ERROR,
      "@%s '%s' has both 'outputPadding' and padding = %s, with which the output is as large as the input times the stride: remove"
          + " 'outputPadding', or give 'pads' in place of 'padding'."),
  /** As many rows as another element of the input would give. */
  OUTPUT_PADDING_LARGE(
      Kind.ERROR,
      "'outputPadding' of @%s '%s' is %d: it must be less than 'stride' or 'dilation', here %d."),
  /** A pooling of nothing. */
  WINDOW_OF_PADDING(
      Kind.ERROR,
      "Window %d of @%s '%s', counted %s, covers padding only and nothing of its input, %s, so that there is nothing to pool: reduce"
          + " '%s'."),
  /** A gradient in too many parts. */
  STRIDE_TOO_LARGE(
      Kind.ERROR,
      "'%s' of @%s '%s' is %s over an input of %s, so that the gradient of the input falls into %s parts, each with code of"
          + " its own, but at most %d are possible: step by less, or in two layers one after the other."),
  /** Operands whose elements do not go together. */
  BROADCAST_SHAPES(
      Kind.ERROR,
      "@%s '%s' cannot join '%s' of shape %s and '%s' of shape %s element by element: counted from the last, each two extents must"
          + " be equal or one of them 1. Make them so, for instance by a @Conv2D with kernel = 1 and as many filters, or a @Dense."),
  /** An axis that an input does not have. */
  AXIS_RANGE(
      Kind.ERROR,
      "'%s' of @%s '%s' names axis %d, but its input has shape %s: axes are 0 to %d, or %d to -1 from the end."),
  /** A layer's number out of its range. */
  NUMBER_RANGE(
      Kind.ERROR,
      "'%s' of @%s '%s' is %s, but must be %s."),
  /** A value that another one makes idle. */
  NO_EFFECT(
      Kind.WARNING,
      "'%s' of @%s '%s' has no effect with %s = %s: remove it, or set %s = %s."),
  /** Parts whose other extents are unequal. */
  CONCAT_SHAPES_DIFFER(
      Kind.ERROR,
      "@Concat '%s' cannot join '%s' of shape %s and '%s' of shape %s, which may differ in axis %d only, all other extents being"
          + " equal: make them so, for instance by a stride, a @Pool or padding = SAME, or by a @Dense each."),
  /** Nothing to add or to join. */
  NEEDS_TWO_INPUTS(
      Kind.ERROR,
      "@%s '%s' needs at least two layers, but names %d: name them as in @%s({\"a\", \"b\"})."),
  /** Not the two inputs that there must be. */
  TWO_INPUTS(
      Kind.ERROR,
      "@%s '%s' needs two layers, but names %d: name them as in @%s({\"a\", \"b\"})."),
  /** An axis named twice. */
  AXIS_TWICE(
      Kind.ERROR,
      "'%s' of @%s '%s' has %d, but axis %d is named before: remove one."),
  /** Not as many numbers as a shape has elements. */
  CONSTANT_COUNT(
      Kind.ERROR,
      "'value' of @Constant '%s' has %d numbers, but %s: give one number, which fills the shape, or one for each element."),
  /** More numbers than a source should hold. */
  CONSTANT_LONG(
      Kind.ERROR,
      "'value' of @Constant '%s' has %d numbers, but at most %d are possible: hand them in with each sample, as an @Input."),
  /** An extent too many. */
  ONE_HOT_RANK(
      Kind.ERROR,
      "@%s '%s' adds an axis for its %s, but its input has shape %s, and a shape has four extents at most: join some by a"
          + " @Reshape before it."),
  /** Not all axes, or more. */
  PERMUTE_AXES(
      Kind.ERROR,
      "@Permute '%s' names %d axes, but its input has shape %s: name each of its %d axes once, in the order in which they shall stand."),
  /** No shape. */
  RESHAPE_EXTENTS(
      Kind.ERROR,
      "'value' of @Reshape '%s' is %s: give one to four extents, each at least 1; one of them may be -1, for what the others leave."),
  /** A shape of more elements, or fewer. */
  RESHAPE_ELEMENTS(
      Kind.ERROR,
      "@Reshape '%s' gives shape %s, that is %s elements, but its input has shape %s, that is %d: make them equal; an extent of -1 is"
          + " what the others leave."),
  /** A slice that does not move. */
  SLICE_STEP(
      Kind.ERROR,
      "'step' of @Slice '%s' is 0: give at least 1, or at most -1 to count down."),
  /** An element that an axis does not have. */
  SLICE_RANGE(
      Kind.ERROR,
      "'%s' of @Slice '%s' is %d, but along axis %d of its input, of shape %s, it can be from 0 to %d, or from %d to -1 from the end."),
  /** A slice of nothing. */
  SLICE_EMPTY(
      Kind.ERROR,
      "@Slice '%s' from %d to before %d by steps of %d along axis %d of its input, of shape %s, has no element: let it end behind its"
          + " start, or count down with step = -1."),
  /** Pixels that make no whole blocks. */
  BLOCK_SIZE(
      Kind.ERROR,
      "'block' of @%s '%s' is %d, but its input has shape %s: %s."),
  /** Not a number for each extent. */
  PAD_COUNT(
      Kind.ERROR,
      "'%s' of @Pad '%s' has %d numbers, but its input has shape %s: give %d, one for each extent, or none."),
  /** More than can be taken from an input. */
  PAD_RANGE(
      Kind.ERROR,
      "'%s' of @Pad '%s' has %d for axis %d of its input, of shape %s: with mode = %s it must be at least 0%s."),
  /** Corners and nearest elements. */
  UPSAMPLE_CORNERS(
      Kind.ERROR,
      "@Upsample '%s' has coordinates = ALIGN_CORNERS, under which elements repeat unevenly: set interpolation = BILINEAR, or leave"
          + " coordinates away."),
  /** Matrices that cannot be multiplied. */
  MATMUL_SHAPES(
      Kind.ERROR,
      "@MatMul '%s' cannot multiply '%s' of shape %s and '%s' of shape %s: the columns of the first must be as many as the rows of the"
          + " second, and extents before these equal or 1. Set transposeA or transposeB where one is the other way round, or use a"
          + " @Reshape."),
  /** Units that a vector does not have. */
  DROPOUT_UNIT(
      Kind.ERROR,
      "@Dropout '%s' leaves out each %s, but its input is a vector, of shape %s: write each = ELEMENT, or SAMPLE, or let it read with"
          + " @From what has positions and channels."),
  /** A tensor longer than an array. */
  TOO_MANY_ELEMENTS(
      Kind.ERROR,
      "%s has shape %s, that is %s elements, but at most %d are possible: reduce %s."),
  /** Parameters longer than an array. */
  TOO_MANY_PARAMETERS(
      Kind.ERROR,
      "%s takes %s parameters, but at most %d are possible: reduce %s."),

  /** More inputs and outputs than a method has parameters. */
  TOO_MANY_ENDS(
      Kind.ERROR,
      "Class %s has %d inputs and %d outputs, for each of which a method has a parameter, but at most %d together are possible: join inputs"
          + " to one and take it apart with @Slice, or outputs with @Concat."),

  /** Working memory longer than an array. */
  TOO_MUCH_MEMORY(
      Kind.ERROR,
      "One sample of %s takes more working memory than an array can hold, 2^31 floats (%s): reduce the input or the number"
          + " of layers, or shrink images early by a stride or a @Pool."),

  // Training.

  /** Three vectors in one. */
  LOSS_SHAPE(
      Kind.ERROR,
      "The loss %s takes three vectors of the same length one behind the other, but layer '%s' has shape %s: let it be a @Concat of"
          + " anchor, positive and negative."),
  /** A value that a loss has not. */
  LOSS_VALUE_UNUSED(
      Kind.ERROR,
      "'%s' of the loss of layer '%s' has no effect with %s: remove it, or use a loss that has it (%s)."),
  /** A number of a loss out of its range. */
  LOSS_NUMBER(
      Kind.ERROR,
      "'%s' of the loss of layer '%s' is %s: it must be %s."),
  /** Factors that are not one for each class. */
  CLASS_WEIGHTS(
      Kind.ERROR,
      "'classWeights' of the loss of layer '%s' are %d numbers, but its shape %s has %d classes: give a number for each."),
  /** A loss of probabilities behind what gives any numbers. */
  LOSS_ACTIVATION(
      Kind.ERROR,
      "The loss %s takes probabilities, but layer '%s' gives any numbers with the activation %s: set %s = %s, or use"
          + " %s, which applies that itself."),
  /** A choice of one. */
  ONE_CLASS(
      Kind.WARNING,
      "The loss %s on layer '%s' chooses among one class, so that it is always 0: use SIGMOID_CROSS_ENTROPY for a yes or"
          + " no, or as many units as there are classes."),
  /** A number that an activation has not. */
  ACTIVATION_WITHOUT_ALPHA(
      Kind.ERROR,
      "'alpha' of @%s '%s' is given, but its activation %s has no such number: remove it, or set '%s' to one that has (%s)."),
  /** An axis for a function of single elements. */
  ACTIVATION_WITHOUT_AXIS(
      Kind.ERROR,
      "'axis' of @%s '%s' is given, but %s takes each element by itself: remove it."),
  /** Channels that make no equal groups. */
  CHANNELS_OF_GROUPS(
      Kind.ERROR,
      "'groups' of @%s '%s' is %d, but must divide the %d channels of its input %s: set it to %d."),
  /** Statistics of one number. */
  NORMALISES_ONE(
      Kind.ERROR,
      "@%s '%s' normalises each number by itself, since its input has shape %s, which leaves nothing of it: %s."),
  /** The loss applies the activation as well. */
  ACTIVATION_TWICE(
      Kind.WARNING,
      "The loss %s applies %s to the output of layer '%s', which has it as its activation: %s is applied twice. Set"
          + " %s = IDENTITY; predictions still give probabilities."),
  /** A number that as a float is 0 or infinite. */
  FLOAT_RANGE(
      Kind.ERROR,
      "'%s' of @%s is %s: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38."),
  /** An optimizer's number out of its range. */
  OUT_OF_RANGE(
      Kind.ERROR,
      "'%s' of @%s is %s: it must be %s."),
  /** Adam's divisor without a bound. */
  EPSILON_TOO_SMALL(
      Kind.ERROR,
      "'epsilon' of @Optimizer is %s, but with beta2 = %s it must be at least %s: squares of gradients below that are 0 as"
          + " floats, so that nothing else bounds the step, and 0 / 0 is NaN. Write epsilon = %sf or more, or leave it away"
          + " for 1e-8."),
  /** An optimizer's number that its rule does not use. */
  UNUSED_VALUE(
      Kind.WARNING,
      "'%s' of @%s has no effect with %s: remove it, or %s."),

  // The build.

  /** No vector variant. */
  VECTOR_MODULE_NOT_READABLE(
      Kind.NOTE,
      "%s gets scalar kernels only, since its compilation cannot see jdk.incubator.vector: for vector kernels compile"
          + " with --add-modules jdk.incubator.vector%s."),
  /** Code for devices is asked for, and its API is not there. */
  TORNADO_MISSING(
      Kind.ERROR,
      "Class %s cannot see uk.ac.manchester.tornado.api.TaskGraph, and -A%s=on asks for task graphs: add the dependency"
          + " io.github.beehive-lab:tornado-api in the version of your SDK (in a named module also 'requires static tornado.api;'), or leave the option away."),
  /** An option of the processor with a value that it does not have. */
  UNKNOWN_OPTION_VALUE(
      Kind.ERROR,
      "Compiler option -A%s=%s %s: use %s, or leave the option away."),
  /** The generated source cannot be written. */
  WRITE_FAILED(
      Kind.ERROR,
      "The source generated for %s could not be written: %s. Look at the space in and the permissions of the folder for"
          + " generated sources."),
  /** What passes make cannot be written. */
  DUMP_FAILED(
      Kind.ERROR,
      "What the passes make%s cannot be written, as -A%s=%s asks for: %s. Name a folder that can be written to, or leave the option"
          + " away."),
  /** An internal failure. */
  INTERNAL(
      Kind.ERROR,
      "Kernelsmith failed on %s: %s. This is a fault of the processor, not of the class; please report it with the"
          + " annotated class.");

  private final Kind kind;
  private final String format;

  Message(Kind kind, String format) {
    this.kind = kind;
    this.format = format;
  }

  /** Error, warning or note. */
  public Kind kind() {
    return kind;
  }

  /** The text, with {@link java.util.Formatter} placeholders. */
  public String format() {
    return format;
  }
}
