/** Markers in a page: `<!-- options: NAME -->`, the table, `<!-- end of options -->`. */
const marked = /(?<open><!-- options: (?<name>[\w-]+) -->\n)[^]*?(?<close><!-- end of options -->)/gu;

const code = (text) => `\`${text}\``;

/** A Markdown table. Pipes in cells are escaped. */
function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", String.raw`\|`)).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].map((row) => `${row}\n`).join("");
}

/** The default in words; empty where there is none. */
function defaultOf({ defaultHelp, default: constant }) {
  return defaultHelp ?? (constant === undefined ? "" : code(constant));
}

/** `--k N`, or `--mode hybrid`, `vector` or `text`: the syntax of the help text without its pipes. */
function flagCell({ flag, negation }, syntax) {
  const [first, ...others] = syntax.split("|").map(code);
  if (negation !== undefined) return `${first}, ${code(flag.replace("--", "--no-"))}`;
  if (others.length === 0) return first;
  return `${[first, ...others.slice(0, -1)].join(", ")} or ${others.at(-1)}`;
}

/** The flags of a command. */
function flagTable(options, flagSyntax) {
  const rows = options.map((option) => {
    const { help, kind, negation, default: constant } = option;
    const meaning = [
      help,
      ...(negation === undefined ? [] : [negation]),
      ...(kind === "list" ? ["may be repeated"] : []),
      ...(constant === false || defaultOf(option) === "" ? [] : [`the default is ${defaultOf(option)}`]),
    ];
    return [flagCell(option, flagSyntax(option)), meaning.join("; ")];
  });
  return table(["flag", "meaning"], rows);
}

/** The settings with their names in every source. */
function settingTable(options) {
  const rows = options
    .filter(({ variable, key }) => variable !== undefined || key !== undefined)
    .map(({ flag, variable, key }) => [flag, variable, key].map((name) => (name === undefined ? "" : code(name))));
  return table(["flag", "variable", "in the file"], rows);
}

/** The options of a call of the library. */
function libraryTable(rules) {
  const rows = Object.entries(rules).map(([name, rule]) => [code(name), rule.help, rule.expected, defaultOf(rule)]);
  return table(["option", "meaning", "value", "default"], rows);
}

/**
 * The page with its marked tables written anew.
 *
 * @param tables the Markdown of each table by its name in the markers
 */
export function withOptionTables(markdown, tables) {
  return markdown.replaceAll(marked, (_, open, name, close) => {
    if (tables[name] === undefined) throw new Error(`There is no table of options named ${name}.`);
    return `${open}\n${tables[name]}\n${close}`;
  });
}

/** Every table by its name in the markers, from the tables of the command and the library. */
export function optionTables({ commandNames, ownOptions, commonOptions, settingOptions, flagSyntax, libraryOptions }) {
  const commands = commandNames.map((name) => [name, flagTable(ownOptions(name), flagSyntax)]);
  const calls = Object.entries(libraryOptions).map(([call, rules]) => [`rag-${call}`, libraryTable(rules)]);
  return {
    ...Object.fromEntries([...commands, ...calls]),
    common: flagTable(commonOptions, flagSyntax),
    settings: settingTable(settingOptions),
  };
}
