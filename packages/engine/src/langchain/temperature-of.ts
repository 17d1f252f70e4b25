import { InvalidOptionError } from "@ragstone/core";

/**
 * The temperature in the parameters of a spec.
 *
 * @throws {@link InvalidOptionError} if it is not a number from 0 to 2
 */
export function temperatureOf({ temperature }: Readonly<Record<string, string>>): number | undefined {
  if (temperature === undefined) return undefined;
  const value = temperature.trim() === "" ? Number.NaN : Number(temperature);
  if (!(value >= 0 && value <= 2)) throw new InvalidOptionError("temperature", temperature, "a number from 0 to 2");
  return value;
}
