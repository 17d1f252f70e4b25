import { specForms } from "@ragstone/engine/internal";
import type { CommandOption } from "./command-option.js";

/** `--model SPEC`, `--policy mark|drop|strict`, `--repair`. */
export function flagSyntax({ flag = "", kind, value, values }: CommandOption): string {
  if (kind === "boolean") return flag;
  return `${flag} ${value ?? values?.join("|") ?? "N"}`;
}

/** The help sentence with the forms of a spec and the default. */
export function helpText({ help, kind, part, default: constant, defaultHelp }: CommandOption): string {
  const forms = part === undefined ? "" : ` (${specForms(part).join(", ")})`;
  const fallback = defaultHelp ?? (constant === undefined || constant === false ? "" : String(constant));
  return [
    `${help}${forms}`,
    ...(kind === "list" ? ["may be repeated"] : []),
    ...(fallback === "" ? [] : [`default: ${fallback}`]),
  ].join("; ");
}
