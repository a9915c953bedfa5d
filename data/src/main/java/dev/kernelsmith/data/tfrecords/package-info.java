/** TFRecord files and the {@code tf.train.Example} messages in them: read, checked, written, and made into samples. */
@NullMarked
package dev.kernelsmith.data.tfrecords;

import org.jspecify.annotations.NullMarked;
