import { randomUUID } from "node:crypto";
import { checkEmbedder, IndexError, type IndexFingerprint, type IndexProvider } from "@ragstone/core";
import { MemoryReader } from "./memory-reader.js";
import { MemoryStore } from "./memory-store.js";
import { MemoryWriter } from "./memory-writer.js";

/**
 * An index in this process's memory: a fake that behaves like an engine elsewhere, and passes the conformance suite of
 * index providers. It ends with the process. Searches are exhaustive, for hundreds of documents rather than thousands.
 */
export function memoryIndex(): IndexProvider {
  const name = `memory://${randomUUID()}`;
  let store: MemoryStore | null = null;
  let isWritten = false;

  const opened = (create: IndexFingerprint | undefined): MemoryStore => {
    if (store === null && create !== undefined) store = new MemoryStore(create);
    if (store === null) throw missing(name);
    if (create === undefined) return store;
    if (store.documents().length === 0) {
      if (JSON.stringify(store.fingerprint.embedder) !== JSON.stringify(create.embedder)) store.vectors.clear();
      store.fingerprint = create;
    }
    checkEmbedder(store.fingerprint.embedder, create.embedder, name);
    return store;
  };

  return {
    describe: () => ({ engine: "memory", name, dir: null }),
    exists: async () => store !== null,
    read: async () => new MemoryReader(opened(undefined)),
    async write({ create } = {}) {
      if (isWritten) throw locked(name);
      const writer = new MemoryWriter(opened(create), () => {
        isWritten = false;
      });
      isWritten = true;
      return writer;
    },
    readSettings: async () => store?.settings ?? null,
    async writeSettings(settings) {
      if (store === null) throw missing(name);
      store.settings = structuredClone(settings);
    },
  };
}

function missing(name: string): IndexError {
  return new IndexError("index-missing", `There is no index at ${name}.`, {
    hint: "Index documents first.",
    data: { index: name },
  });
}

function locked(name: string): IndexError {
  return new IndexError("index-locked", `The index ${name} is being written by process ${process.pid}.`, {
    hint: "Wait until that has ended.",
    data: { index: name, pid: process.pid },
  });
}
