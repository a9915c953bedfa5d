/** The annotations that describe a network. */
module dev.kernelsmith.annotations {
  exports dev.kernelsmith.annotations;
}
