import { Writable } from "node:stream";

/**
 * Takes standard output for a protocol: everything else that the process writes there, such as a `console.log` of a
 * dependency or of a worker, goes to standard error from now on.
 *
 * @returns the stream of the protocol
 */
export function claimOutput(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void write(chunk, done),
  });
}
