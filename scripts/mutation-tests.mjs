// Runs tests again and again for `mutate.mjs`, which forks it: one Vitest server transforms each file once, so that a run
// costs little more than its tests.
//
// A message `{ tests, projects, changed }` runs the test files that match the filters, of the given projects or of all,
// up to the first failure, with the changed files read again. It is answered by `{ failed }`: the first failure or `null`.
import { createVitest } from "vitest/node";

let failed = null;

const reporter = {
  onTestCaseResult: (test) => test.result().state === "failed" && fail(`${test.module.moduleId}: ${test.fullName}`),
  // A file that cannot be imported has no failed test.
  onTestModuleEnd: (module) => module.state() === "failed" && fail(module.moduleId),
  onTestRunEnd: (modules, errors) => errors.length > 0 && fail(String(errors[0]?.message)),
};

const vitest = await createVitest("test", {
  watch: false,
  reporters: [reporter],
  pool: "threads",
  isolate: false,
  maxWorkers: 1,
});

function fail(name) {
  failed ??= name;
  void vitest.cancelCurrentRun("test-failure");
}

async function run({ tests, projects, changed }) {
  failed = null;
  for (const file of changed) vitest.invalidateFile(file);
  const found = await vitest.globTestSpecifications(tests);
  const specifications = found.filter(({ project }) => projects === undefined || projects.includes(project.name));
  if (specifications.length === 0) throw new Error(`No tests match ${tests.join(", ")}.`);
  await vitest.runTestSpecifications(specifications);
  process.send?.({ failed });
}

process.on("message", (message) => void run(message));
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });
