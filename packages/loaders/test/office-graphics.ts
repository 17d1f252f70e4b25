const rich = (text: string) => `<c:tx><c:rich><a:p><a:r><a:t>${text}</a:t></a:r></a:p></c:rich></c:tx>`;
const points = (values: readonly string[]) =>
  values.map((value, n) => `<c:pt idx="${n}"><c:v>${value}</c:v></c:pt>`).join("");

/** A part with a bar chart: a title, titles of axes, categories and series. */
export function makeChart(
  title: string,
  categories: readonly string[],
  series: Readonly<Record<string, readonly string[]>>,
): string {
  const bars = Object.entries(series).map(
    ([name, values]) =>
      `<c:ser><c:tx><c:strRef><c:f>B1</c:f><c:strCache>${points([name])}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>${points(categories)}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode>${points(values)}</c:numCache></c:numRef></c:val></c:ser>`,
  );
  return `<c:chartSpace><c:chart><c:title>${rich(title)}</c:title><c:plotArea><c:barChart>${bars.join("")}</c:barChart><c:catAx><c:title>${rich("Year")}</c:title></c:catAx><c:valAx><c:title>${rich("in EUR")}</c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>`;
}

/** The text of {@link makeChart}. */
export const chartText = (title: string, rows: readonly string[]): string => `${title}\nin EUR\n\n${rows.join("\n")}`;

/** The data of a SmartArt diagram: texts by the text above them, `null` for the outermost; stored in reverse. */
export function makeDiagram(texts: readonly (readonly [text: string, above: string | null])[]): string {
  const point = (id: string, type: string, text: string) =>
    `<dgm:pt modelId="${id}" type="${type}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
  const reversed = texts.toReversed();
  return `<dgm:dataModel><dgm:ptLst>${reversed.map(([text]) => point(text, "node", text)).join("")}${point("root", "doc", "")}${point("p", "pres", "")}</dgm:ptLst><dgm:cxnLst>${reversed.map(([text, above], n) => `<dgm:cxn srcId="${above ?? "root"}" destId="${text}" srcOrd="${texts.length - n}"/>`).join("")}<dgm:cxn type="presOf" srcId="root" destId="p" srcOrd="0"/></dgm:cxnLst></dgm:dataModel>`;
}
