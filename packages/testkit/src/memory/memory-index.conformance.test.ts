import { describeIndexProvider } from "../index-provider-conformance.js";
import { memoryIndex } from "./memory-index.js";

describeIndexProvider("the index in memory", async () => ({ provider: memoryIndex(), remove: async () => {} }));
