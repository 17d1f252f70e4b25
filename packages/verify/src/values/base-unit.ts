/** Units that convert exactly, to their base. */
const bases: Readonly<Record<string, readonly [string, number]>> = {
  min: ["s", 60],
  h: ["s", 3_600],
  day: ["s", 86_400],
  week: ["s", 604_800],
  s: ["s", 1],
  ms: ["s", 0.001],
  year: ["month", 12],
  month: ["month", 1],
  mm: ["m", 0.001],
  cm: ["m", 0.01],
  m: ["m", 1],
  km: ["m", 1_000],
  mg: ["g", 0.001],
  g: ["g", 1],
  kg: ["g", 1_000],
  t: ["g", 1e6],
  ml: ["l", 0.001],
  l: ["l", 1],
  m3: ["l", 1_000],
  b: ["b", 1],
  kb: ["b", 1e3],
  mb: ["b", 1e6],
  gb: ["b", 1e9],
  tb: ["b", 1e12],
  kib: ["b", 2 ** 10],
  mib: ["b", 2 ** 20],
  gib: ["b", 2 ** 30],
  tib: ["b", 2 ** 40],
  w: ["w", 1],
  kw: ["w", 1e3],
  mw: ["w", 1e6],
};

const shortUnit: Readonly<Record<string, string>> = { minute: "min", hour: "h" };

/** The base of a unit and how many of that it is; `undefined` for units that do not convert exactly. */
export function baseUnit(unit: string): readonly [string, number] | undefined {
  return bases[shortUnit[unit] ?? unit];
}
