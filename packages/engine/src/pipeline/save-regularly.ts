import type { FileDigests } from "../location/file-digests.js";

/** Downloads of about a second are repeated by the run after one that was killed. */
const everyMs = 1000;

/** Writes what a run knows of remote files every second, and once more when it ends, however it ends. */
export function saveRegularly(digests: FileDigests, dir: string): { stop(): Promise<void> } {
  let saving: Promise<void> = Promise.resolve();
  // A cache: what cannot be written now is downloaded again.
  const save = () => {
    saving = saving.then(() => digests.save(dir)).catch(() => undefined);
  };
  const timer = setInterval(save, everyMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      save();
      return saving;
    },
  };
}
