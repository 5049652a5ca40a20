// Lints the schema in the first argument, and prints what was found as JSON.
import { readFile } from "node:fs/promises";
import { ESLint } from "eslint";

const eslint = new ESLint();
const [{ messages }] = await eslint.lintText(await readFile(process.argv[2], "utf8"), { filePath: "schema.graphql" });
console.log(JSON.stringify(messages.map(({ line, ruleId, message }) => ({ line, ruleId, message }))));
