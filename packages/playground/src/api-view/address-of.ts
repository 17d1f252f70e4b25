import type { Operation } from "./operations-of.js";

/** The address of an operation with these values of its parameters; empty ones are left out. */
export function addressOf({ path, parameters }: Operation, values: Readonly<Record<string, string>>): string {
  const filled = path.slice(1).replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const query = new URLSearchParams(
    parameters.flatMap((parameter) => {
      const value = values[parameter.name] ?? "";
      return parameter.in === "query" && value !== "" ? [[parameter.name, value]] : [];
    }),
  );
  return query.size === 0 ? filled : `${filled}?${query}`;
}
