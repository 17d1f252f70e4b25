import { builtInProviders } from "./built-in-providers.js";
import type { PartKind } from "./provider-registry.js";

/** Forms of the specs that name a part of this kind by a built-in provider, the default first. */
export function specForms(kind: PartKind): readonly string[] {
  return builtInProviders()
    .filter((provider) => provider[kind] !== undefined)
    .map(({ form }) => form);
}

/** Prefixes of the built-in providers of these kinds of parts that a base URL means something to. */
export function takesBaseUrl(kinds: readonly PartKind[]): readonly string[] {
  return builtInProviders()
    .filter((provider) => provider.takesBaseUrl === true && kinds.some((kind) => provider[kind] !== undefined))
    .map(({ prefix }) => prefix);
}

/** Whether a spec names a path, whose contents the provider runs. */
export function isPathSpec(spec: string): boolean {
  return builtInProviders().some((provider) => "absoluteSpec" in provider && spec.startsWith(`${provider.prefix}:`));
}
