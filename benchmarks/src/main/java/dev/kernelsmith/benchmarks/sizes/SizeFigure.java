package dev.kernelsmith.benchmarks.sizes;

/**
 * The speed of a network's training at one batch size, on one thread.
 *
 * @param network which
 * @param batch samples of a step
 * @param micros time of a step
 * @param gigaflops 10^9 operations a second: those of the network's definition, forward and backward, whatever the kernels do besides
 * @param steady whether it was steady when it was measured
 */
public record SizeFigure(SizedNetwork network, int batch, double micros, double gigaflops, boolean steady) {}
