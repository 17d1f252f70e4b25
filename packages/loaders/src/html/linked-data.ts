/**
 * Whether a page's JSON-LD describes the page as an article: the description itself, an entry of its graph, or what it
 * names as the main entity. Lists of other articles do not count, nor does JSON that is damaged.
 */
export function declaresArticle(json: string, articleType: RegExp): boolean {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return false;
  }
  return entriesOf(data).some((entry) => typesOf(entry["@type"]).some((type) => articleType.test(type)));
}

type Entry = Readonly<Record<string, unknown>>;

function entriesOf(data: unknown): Entry[] {
  if (Array.isArray(data)) return data.flatMap(entriesOf);
  if (!isEntry(data)) return [];
  return [data, ...(Array.isArray(data["@graph"]) ? data["@graph"].filter(isEntry) : []), ...mainEntity(data)];
}

function mainEntity(entry: Entry): Entry[] {
  const entity = entry["mainEntity"];
  return isEntry(entity) ? [entity] : [];
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typesOf(type: unknown): string[] {
  return (Array.isArray(type) ? type : [type]).filter((name): name is string => typeof name === "string");
}
