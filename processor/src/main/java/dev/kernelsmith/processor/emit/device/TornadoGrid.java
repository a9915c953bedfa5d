package dev.kernelsmith.processor.emit.device;

/**
 * Threads of a task.
 *
 * @param x threads along the first dimension, as source
 * @param y threads along the second dimension; 0 where there is one dimension
 * @param localX threads of a work group along the first dimension
 * @param localY threads of a work group along the second dimension
 */
record TornadoGrid(String x, int y, int localX, int localY) {}
