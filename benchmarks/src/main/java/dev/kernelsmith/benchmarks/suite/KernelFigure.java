package dev.kernelsmith.benchmarks.suite;

/**
 * The measured speed of one kernel.
 *
 * @param workload its network
 * @param program the program that it is in
 * @param samples samples of a call; 0 for the optimizer
 * @param kernel what it computes
 * @param micros time of a call
 * @param ofProgram share of the time of all kernels of its program, which is 1
 * @param gigaflops 10^9 operations a second
 * @param gigabytes 10^9 bytes a second of what it reads and writes, each byte once
 * @param ofPeak share of the peak: the time that the FMA loop takes for its operations, or the stream loop for its bytes, whichever is longer,
 *     divided by its time
 * @param steady whether the times of its last two quarters differ by less than {@value Protocol#STEADY_PERCENT} %
 * @param boundByMemory whether that of the stream loop is longer
 */
record KernelFigure(String workload, String program, int samples, String kernel, double micros, double ofProgram,
    double gigaflops, double gigabytes, double ofPeak, boolean steady, boolean boundByMemory) {}
