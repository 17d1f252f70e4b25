/** Longer paragraphs that begin like a caption are text about a figure. */
const maxCharacters = 800;

const label =
  "Figures?|Figs?\\.?|Tables?|Tab\\.|Chart|Exhibit|Listing|Plate|Abbildung|Abb\\.|Tabelle|Tableau|Figura|Tabla|Cuadro|Tabela|Tabella";
const number = "(?:[A-Z]?\\d+(?:[.-]\\d+)*[a-z]?|[IVX]+|[A-Z]\\.\\d+)";

/** Behind the number: "Figure 2 shows" begins a sentence, "Figure 2." a caption. */
const mark = "(?:[.:|]| ?[\\u2013\\u2014])(?=[*_]{0,3}(?:\\s|$))";
const captionStart = new RegExp(`^[*_]{0,3}(?:${label})[ \\u00a0]?${number}[*_]{0,3}(?:$|${mark}|(?<=[*_])\\s)`, "u");

/** Whether a paragraph is the caption of a figure or table by its first words: `Table 3: Limits`, `Figure 2. The pump`. */
export function isCaption(paragraph: string): boolean {
  return paragraph.length <= maxCharacters && captionStart.test(paragraph);
}
