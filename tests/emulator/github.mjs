// GitHub on loopback: node github.mjs PORT SEED.json. For each line of input it forgets what happened.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createEmulator } from "emulate";

const [port, seed] = process.argv.slice(2);
const github = await createEmulator({
  service: "github",
  port: Number(port),
  baseUrl: `http://127.0.0.1:${port}`,
  seed: JSON.parse(await readFile(seed, "utf8")),
});
console.log("ready");
for await (const _ of createInterface({ input: process.stdin })) {
  await github.reset();
  console.log("ready");
}
await github.close();
