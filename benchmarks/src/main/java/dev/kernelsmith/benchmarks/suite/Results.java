package dev.kernelsmith.benchmarks.suite;

import java.util.List;

/**
 * What a run has measured.
 *
 * @param time when it began, in UTC
 * @param machine in words: processor, cores, system, JVM
 * @param kernels the variant of the generated kernels, in words
 * @param jvmOptions options of the JVMs that measured
 * @param protocol how long was measured
 * @param peaks what the machine can do, on one thread and on all
 * @param figures all figures
 * @param kernelFigures the speed of each kernel
 */
public record Results(String time, String machine, String kernels, List<String> jvmOptions, Protocol protocol,
    List<MachineProbe.Peak> peaks, List<Figure> figures, List<KernelFigure> kernelFigures) {}
