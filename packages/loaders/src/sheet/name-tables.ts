const tableTag = /<table:table(?=[\s>])(?:"[^"]*"|'[^']*'|[^"'<>])*>/g;
const nameAttribute = /(\stable:name\s*=\s*)(?:"([^"]*)"|'([^']*)')/;

/**
 * Gives each table of an OpenDocument text a name of its own: `Sheet 2` where it has none, `Data (2)` where another one
 * is named `Data`. SheetJS keeps sheets by name, so that of several with the same name only the last would be read. Linear.
 */
export function nameTables(content: string): string {
  const used = new Map<string, number>();
  let number = 0;
  return content.replace(tableTag, (tag) => {
    number += 1;
    const [, , double, single] = nameAttribute.exec(tag) ?? [];
    const name = double ?? single ?? "";
    const free = freeName(name === "" ? `Sheet ${number}` : name, used);
    if (free === name) return tag;
    const unnamed = tag.replace(nameAttribute, "");
    return unnamed.replace("<table:table", () => `<table:table table:name="${free.replaceAll('"', "&quot;")}"`);
  });
}

/** @param used - how often each name was wanted */
function freeName(name: string, used: Map<string, number>): string {
  let free = name;
  let count = used.get(name) ?? 0;
  while (used.has(free)) {
    count += 1;
    free = `${name} (${count})`;
  }
  used.set(name, Math.max(count, 1));
  if (free !== name) used.set(free, 1);
  return free;
}
