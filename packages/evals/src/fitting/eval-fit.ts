import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatTable } from "../tables/format-table.js";
import { articleSamples, docsSamples, docsSets, isReadable } from "./collect-samples.js";
import { fitLogistic, type Logistic } from "./fit-logistic.js";
import { fitRanking } from "./fit-ranking.js";
import type { Sample } from "./sample.js";

export interface EvalFitOptions {
  /** Where the weights go as JSON besides the output. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/**
 * Weight of a question of an article against one of a folder, and of both when their evidence is left out. Those of
 * articles are weighed down, as there are five times as many; the ratio of answered to unanswerable ones moves the line.
 */
const weightsOf = {
  ranking: 0.4,
  folder: { everything: 1, "without evidence": 0.35 },
  articles: { everything: 0.12, "without evidence": 0.036 },
  abstracts: { everything: 0.12, "without evidence": 0.108 },
} as const;
const articleEvery = 4;
const abstractEvery = 2;
const confidencePenalty = 0.05;
const lines = [0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8] as const;

/**
 * Fits the weights of the extractive generator on the tuning half of `DATA/docs` and on half of the articles of
 * `DATA/qa`, and prints what each line of the confidence would give when every folder is left out of the fit in turn.
 * The confidence depends on the ranking: after a change of the ranking's weights it has to be fitted again.
 */
export async function evalFit(
  data: string,
  { json, write = (line) => process.stdout.write(`${line}\n`) }: EvalFitOptions = {},
): Promise<void> {
  const folders: Sample[] = [];
  for (const { folder, set } of await docsSets(data)) folders.push(...(await docsSamples(folder, set)));
  const articles = await optional(join(data, "qa", "xquad.en.json"), articleEvery);
  const abstracts = await optional(join(data, "qa", "pubmedqa-dev.json"), abstractEvery);
  const [inFolders, inAbstracts] = [new Set(folders), new Set(abstracts)];
  const weight = (sample: Sample): number =>
    weightsOf[inFolders.has(sample) ? "folder" : inAbstracts.has(sample) ? "abstracts" : "articles"][sample.condition];
  const all = [...folders, ...articles, ...abstracts];
  const names = Object.keys(all.find((sample) => sample.excerpts.length > 0)!.excerpts[0]!.features);
  const ranking = fitRanking(all, names, (sample) => (inFolders.has(sample) ? 1 : weightsOf.ranking));
  const rated = leftOut(folders, [...articles, ...abstracts], weight);
  const scale = calibration(rated);
  const confidence = fitConfidence(all, weight);
  write(formatLines(rated.map((one) => ({ ...one, logOdds: scaled(one.logOdds, scale) }))));
  const found = {
    ranking: Object.fromEntries(names.map((name, at) => [name, rounded(ranking[at]!)])),
    confidence: {
      bias: rounded(scaled(confidence.bias, scale)),
      ...Object.fromEntries(
        confidence.names.map((name, at) => [name, rounded(scale.weights[0]! * confidence.weights[at]!)]),
      ),
    },
  };
  write(JSON.stringify(found, null, 2));
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ eval: "fit", ...found }, null, 2)}\n`);
}

async function optional(file: string, every: number): Promise<readonly Sample[]> {
  return (await isReadable(file)) ? articleSamples(file, { every }) : [];
}

interface Confidence extends Logistic {
  readonly names: readonly string[];
}

/** A sample with its log-odds by a fit that did not see its folder; blocked ones have none. */
interface Rated {
  readonly sample: Sample;
  readonly logOdds: number;
}

function fitConfidence(samples: readonly Sample[], weightOf: (sample: Sample) => number): Confidence {
  const usable = samples.filter(isRatable);
  const names = Object.keys(usable[0]!.features!);
  const rows = usable.map((sample) => ({
    features: names.map((name) => sample.features![name]!),
    isPositive: sample.isRight,
    weight: weightOf(sample),
  }));
  return { ...fitLogistic(rows, confidencePenalty), names };
}

function isRatable({ features, isBlocked }: Sample): boolean {
  return features !== null && !isBlocked;
}

/** Every sample of a folder by the fit on all other folders and the articles. */
function leftOut(
  folders: readonly Sample[],
  articles: readonly Sample[],
  weightOf: (sample: Sample) => number,
): readonly Rated[] {
  return [...new Set(folders.map(({ set }) => set))].flatMap((set) => {
    const { names, bias, weights } = fitConfidence(
      [...folders.filter((sample) => sample.set !== set), ...articles],
      weightOf,
    );
    return folders
      .filter((sample) => sample.set === set)
      .map((sample) => ({
        sample,
        logOdds: isRatable(sample)
          ? names.reduce((sum, name, at) => sum + weights[at]! * sample.features![name]!, bias)
          : -Infinity,
      }));
  });
}

/** What turns the log-odds into those of a right answer to a question asked with all documents there. */
function calibration(rated: readonly Rated[]): Logistic {
  const rows = rated
    .filter(({ sample }) => sample.condition === "everything" && isRatable(sample))
    .map(({ sample, logOdds }) => ({ features: [logOdds], isPositive: sample.isRight, weight: 1 }));
  return fitLogistic(rows, 0);
}

function scaled(logOdds: number, { bias, weights }: Logistic): number {
  return bias + weights[0]! * logOdds;
}

function formatLines(rated: readonly Rated[]): string {
  const percent = (part: readonly unknown[], whole: readonly unknown[]): string =>
    whole.length === 0 ? "-" : ((100 * part.length) / whole.length).toFixed(0);
  const complete = rated.filter(({ sample }) => sample.condition === "everything");
  const answerable = complete.filter(({ sample }) => sample.isAnswerable);
  const others = complete.filter(({ sample }) => !sample.isAnswerable);
  const without = rated.filter(({ sample }) => sample.condition !== "everything");
  return formatTable(
    ["line", "right", "right of answered", "unanswerable refused", "refused without evidence"],
    lines.map((line) => {
      const least = Math.log(line / (1 - line));
      const answered = complete.filter(({ logOdds }) => logOdds >= least && logOdds > -Infinity);
      const right = answered.filter(({ sample }) => sample.isRight);
      const below = (list: readonly Rated[]) => list.filter(({ logOdds }) => logOdds < least || logOdds === -Infinity);
      return [
        line.toFixed(2),
        percent(right, answerable),
        percent(right, answered),
        percent(below(others), others),
        percent(below(without), without),
      ];
    }),
  );
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
