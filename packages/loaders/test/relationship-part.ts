const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The XML of relationships by their ids. */
export function relationshipPart(targets: Readonly<Record<string, readonly [kind: string, target: string]>>): string {
  const entries = Object.entries(targets).map(
    ([id, [kind, target]]) => `<Relationship Id="${id}" Type="${types}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join("")}</Relationships>`;
}
