/** Names by which this machine reaches itself. */
export const loopbackNames: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** The name in a `Host` header, in lower case and without the port; `null` for one that is not a host. */
export function hostName(header: string): string | null {
  const match = /^(?<name>\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/iu.exec(header);
  return match?.groups?.["name"]?.toLowerCase() ?? null;
}
