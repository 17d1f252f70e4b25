// What a bundler finds under the condition `module`, which Node.js never sets. The parts that need files next to them refuse
// with the setting to make; the others work anywhere.
import { bundledError } from "@ragstone/core";

export { verifyAnswer } from "@ragstone/verify";
export {
  DocumentError,
  EmbedTextError,
  escapeGlob,
  IndexError,
  InterruptedError,
  InvalidOptionError,
  isRagstoneError,
  RagstoneError,
  RemoteError,
} from "@ragstone/core";

const refuse = (): Promise<never> => Promise.reject(bundledError());

export { refuse as addModel, refuse as copyIndex, refuse as listModels, refuse as openRagstone };
