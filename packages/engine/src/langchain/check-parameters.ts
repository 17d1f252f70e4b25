import { InvalidOptionError } from "@ragstone/core";

/** @throws {@link InvalidOptionError} for a parameter that the spec does not support */
export function checkParameters(
  option: string,
  spec: string,
  parameters: Readonly<Record<string, string>>,
  known: readonly string[],
): void {
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InvalidOptionError(
      option,
      `${spec}?${unknown}=${parameters[unknown]}`,
      `parameters among ${known.join(", ")}`,
    );
}
