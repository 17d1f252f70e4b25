import { readStaticTable } from "@ragstone/static-en";
import { simdStaticSum } from "./static-sum-simd.js";
import { plainStaticSum, type StaticSum } from "./static-sum.js";

let shared: WeakRef<StaticSum> | undefined;

/**
 * The sum of the built-in model, the fastest one here. Its table, 7.9 MB, is read by the first call and used by all
 * others, until no caller keeps its result.
 */
export function sharedStaticSum(): StaticSum {
  const known = shared?.deref();
  if (known !== undefined) return known;
  const sum = simdStaticSum() ?? plainStaticSum(readStaticTable());
  shared = new WeakRef(sum);
  return sum;
}
