/**
 * Functions that the command and other front ends of this repository need beyond the public surface. May change at any
 * time.
 */
export { globMatcher } from "@ragstone/core/globs";
export { writeAtomically } from "@ragstone/index/local";
export { retrieve } from "./answering/retrieve.js";
export { termsOf } from "./answering/terms-of.js";
export { isEngineUrl } from "./engines/open-engine.js";
export { failureOf } from "./failures/failure-of.js";
export { configFile } from "./location/config-file.js";
export { findIndex, locationOf } from "./location/find-index.js";
export { thisMachine, type MachineOptions } from "./location/machine.js";
export { resolveFolder } from "./location/resolve-folder.js";
export { OtherFolderError } from "./location/other-folder-error.js";
export type { PartKind } from "./models/provider-registry.js";
export { remoteServices } from "./models/remote-services.js";
export { isPathSpec, specForms, takesBaseUrl } from "./models/spec-forms.js";
export { libraryOptions } from "./options/library-options.js";
export type { SearchPart } from "./ranking/search-part.js";
export { WordTable } from "./ranking/word-table.js";
export { absentMessage } from "./pipeline/absent-message.js";
