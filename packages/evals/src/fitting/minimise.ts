const rate = 0.05;
const [momentum, decay] = [0.9, 0.99];

/**
 * Minimises a function by Adam (Kingma and Ba 2015) from zero.
 *
 * @param gradient - writes the gradient at the weights into its second argument, which is zero
 */
export function minimise(
  size: number,
  steps: number,
  gradient: (weights: Float64Array, into: Float64Array) => void,
): Float64Array {
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let step = 1; step <= steps; step += 1) {
    const slope = new Float64Array(size);
    gradient(weights, slope);
    for (let at = 0; at < size; at += 1) {
      mean[at] = momentum * mean[at]! + (1 - momentum) * slope[at]!;
      square[at] = decay * square[at]! + (1 - decay) * slope[at]! ** 2;
      const scale = Math.sqrt(square[at]! / (1 - decay ** step)) + 1e-9;
      weights[at]! -= (rate * (mean[at]! / (1 - momentum ** step))) / scale;
    }
  }
  return weights;
}
