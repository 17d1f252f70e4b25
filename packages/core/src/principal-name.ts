/** The principal of every user whose identity is verified. */
export const everyone = "everyone";

/**
 * The one spelling of a principal: a group's name, `everyone`, or `user:` and a user's name, whose case does not count.
 */
export function principalName(text: string): string {
  const name = text.normalize("NFC").trim();
  return /^user:/iu.test(name) ? name.toLowerCase() : name;
}
