import type { Address } from "postal-mime";

/** A header line such as `To: Ann <ann@example.org>, Bob`; empty without addresses. Members of groups are listed. */
export function addressLine(name: string, addresses: readonly Address[] | undefined): string {
  const shown = (addresses ?? [])
    .flatMap((address) => address.group ?? [address])
    .map(({ name: person, address }) => {
      if (person === "" || person === address) return address ?? "";
      return address === undefined || address === "" ? person : `${person} <${address}>`;
    });
  const listed = shown.filter((entry) => entry !== "");
  return listed.length === 0 ? "" : `${name}: ${listed.join(", ")}`;
}
