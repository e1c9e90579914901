// TensorFlow.js as a second opinion: the layer, and its gradients, on one of its backends. Arrays are NCHW here, NHWC there.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
tf.env().set('IS_TEST', true); // no greeting

/** The WebAssembly backend on one thread, or plain JavaScript. */
export async function backend(name) {
  await tf.setBackend(name);
  await tf.ready();
}

/** What `work` gives, as an array; tensors in between are disposed of. */
function read(work) {
  const tensor = tf.tidy(work);
  const entries = tensor.dataSync();
  tensor.dispose();
  return entries;
}

/**
 * A layer of a case { B, C, D, I, J, M, N, stride, pad, dilation }: functions of nothing, for the arrays x, w and g. The
 * tensors are made once, outside of what is timed.
 */
export function layer({ B, C, D, I, J, M, N, K, L, stride, pad, dilation }, { x, w, g }) {
  const images = (entries, shape) => tf.tidy(() => tf.tensor4d(entries, shape).transpose([0, 2, 3, 1]));
  const X = images(x, [B, C, I, J]);
  const G = images(g, [B, D, K, L]);
  const W = tf.tidy(() => tf.tensor4d(w, [D, C, M, N]).transpose([2, 3, 1, 0]));
  const padding = [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ];
  const forward = (input, kernel) => tf.conv2d(input, kernel, stride, padding, 'NHWC', dilation);
  const entries = (tensor, order) => tensor.transpose(order);
  return {
    forward: () => read(() => entries(forward(X, W), [0, 3, 1, 2])),
    byInput: () => read(() => entries(tf.grad((input) => forward(input, W))(X, G), [0, 3, 1, 2])),
    // The WebAssembly backend has no gradient by the kernel. It is a convolution of x with g, channels for images.
    byKernel: () =>
      read(() => {
        if (tf.getBackend() !== 'wasm' || stride > 1)
          return entries(tf.grad((kernel) => forward(X, kernel))(W, G), [3, 2, 0, 1]);
        const [input, kernel] = [X.transpose([3, 1, 2, 0]), G.transpose([1, 2, 0, 3])];
        return entries(tf.conv2d(input, kernel, 1, padding), [3, 0, 1, 2]);
      }),
    dispose: () => tf.dispose([X, G, W]),
  };
}
