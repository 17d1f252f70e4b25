const width = 100;

function wrap(text, indent = "") {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/u)) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}

function format(block) {
  if (block.kind === "heading") return block.level === 1 ? block.text.toUpperCase() : `\n${block.text}`;
  if (block.kind === "item") {
    const indent = " ".repeat(2 * block.depth);
    return `${indent.slice(2)}${block.marker || " "} ${wrap(block.text, indent)}`;
  }
  if (block.kind === "code") return block.text.replaceAll(/^/gmu, "    ");
  if (block.kind === "table") return block.rows.map((row) => row.join(" | ")).join("\n");
  return wrap(block.text);
}

/** Plain text as people type it: capitals for the title, blank lines around headings, no markup. */
export function pageToText({ blocks }) {
  return `${blocks.map(format).join("\n\n")}\n`;
}
