/** What the processor has to say: messages, places, printing, and the quirks of the compilers it talks to. */
package dev.kernelsmith.processor.diagnostics;
