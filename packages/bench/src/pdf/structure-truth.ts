/** The visible structure of a PDF: its headings and, if all its tables were transcribed, their rows. */
export interface StructureTruth {
  /** Below the folder of PDFs. */
  readonly file: string;
  readonly headings: readonly string[];
  /** Non-empty cells, one array per row. */
  readonly rows: readonly (readonly string[])[] | null;
}

const section = ["Foo", "Bar", "Baz"];

/**
 * Written from the drawn pages: an article in two columns, one with a ruled table, a report with an outline, an office
 * document.
 */
export const structureTruth: readonly StructureTruth[] = [
  {
    file: "pdfjs/tracemonkey.pdf",
    headings: [
      "Trace-based Just-in-Time Type Specialization for Dynamic Languages",
      "Abstract",
      "1. Introduction",
      "2. Overview: Example Tracing Run",
      "3. Trace Trees",
      "3.1 Traces",
      "3.2 Trace Trees",
      "3.3 Blacklisting",
      "4. Nested Trace Tree Formation",
      "4.1 Nesting Algorithm",
      "4.2 Blacklisting with Nesting",
      "5. Trace Tree Optimization",
      "5.1 Optimizations",
      "5.2 Register Allocation",
      "6. Implementation",
      "6.1 Calling Compiled Traces",
      "6.2 Trace Stitching",
      "6.3 Trace Recording",
      "6.4 Preemption",
      "6.5 Calling External Functions",
      "6.6 Correctness",
      "7. Evaluation",
      "8. Related Work",
      "9. Conclusions",
      "10. Future Work",
      "Acknowledgments",
      "References",
    ],
    rows: null,
  },
  {
    file: "samples/026-multicolumn.pdf",
    headings: ["Two-Column Document with Lorem Ipsum", "Abstract"],
    rows: [
      ["Country", "Population (millions)", "Area (km2)", "Capital", "Official Language"],
      ["Austria", "8.9", "83,879", "Vienna", "German"],
      ["Belgium", "11.5", "30,689", "Brussels", "Dutch, French, German"],
      ["Czech Republic", "10.7", "78,866", "Prague", "Czech"],
      ["Denmark", "5.8", "42,951", "Copenhagen", "Danish"],
      ["Finland", "5.5", "338,424", "Helsinki", "Finnish, Swedish"],
    ],
  },
  {
    file: "samples/006-pdflatex-outline.pdf",
    headings: ["Contents", ...Array.from({ length: 9 }, (_, index) => `${index + 1} ${section[index % 3]!}`)],
    rows: [],
  },
  {
    file: "samples/011-google-doc-document.pdf",
    headings: ["Example document"],
    rows: [
      ["Indonesia", "Germany", "Austria", "France", "Vatican"],
      ["Continent", "Asia", "Europe"],
      ["Capital", "Jakarta", "Berlin", "Vienna", "Paris", "Vatican City"],
      ["Currency", "Rupia", "EUR (\u20ac)", "-"],
      ["Population", "273.879.7501", "83,190,5562", "8,935,1123", "67,413,000", "453"],
    ],
  },
];
