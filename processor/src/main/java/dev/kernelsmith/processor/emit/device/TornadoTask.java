package dev.kernelsmith.processor.emit.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task of a graph.
 *
 * @param name of the task and of its kernel method
 * @param holder the nested class of the kernel method
 * @param context whether its first argument is a kernel context
 * @param arguments names of its arrays, in order
 * @param batch whether its last argument is the size of the batch
 * @param grid how its threads are laid out; null where parallel loops do that
 * @param results what it finishes, as {@code DeviceTask} names it
 * @param derives whether what it computes holds as long as the parameters do
 * @param flops operations per sample
 * @param sharedFlops operations that do not depend on the number of samples
 * @param sampleFloats floats per sample that it reads or writes
 * @param sharedFloats floats that all samples share
 */
record TornadoTask(String name, String holder, boolean context, List<String> arguments, boolean batch,
    @Nullable TornadoGrid grid, List<String> results, boolean derives,
    long flops, long sharedFlops, long sampleFloats, long sharedFloats) {}
