// Opens GraphiQL in Chromium and prints as JSON how it looks and what its keys do: the order of the documentation, where
// Ctrl K leads, and the contrast of each kind of token in both modes.
// Arguments: the gateway's origin, the path of Chromium, a folder for screenshots (optional).
import { chromium } from "playwright-core";

const [origin, executablePath, screenshots] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-sync"] });
const QUERY = `# A comment.
query Looks($first: Int = 5, $flag: Boolean! = true) @include(if: $flag) {
  page: courses(first: $first, filter: {title: {contains: "a"}, status: {eq: PUBLISHED}}) {
    nodes { ...Course thumbnail { url(expiresIn: 60) } }
  }
  ... on Query { __typename }
}
fragment Course on Course { id title }
!`;
const RESULT = JSON.stringify({ text: "a", number: 1.5, yes: true, no: false, nothing: null, list: [{ a: 1 }] }, null, 2);
const seen = { problems: [], contrasts: {} };

// Every kind of token in the editors, with the contrast between its colour and what lies behind it (WCAG 2.2).
function contrasts() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    paint.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
    }
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = {};
  for (const node of document.querySelectorAll(".CodeMirror-lines span[class*=cm-], .CodeMirror-linenumber")) {
    const behind = [];
    for (let above = node; above; above = above.parentElement) behind.unshift(getComputedStyle(above).backgroundColor);
    behind.unshift("white");
    const colours = [light(over(behind)), light(over([...behind, getComputedStyle(node).color]))].sort((a, b) => b - a);
    const ratio = (colours[0] + 0.05) / (colours[1] + 0.05);
    const kind = node.className.replace("CodeMirror-", "").split(" ").filter((name) => /^cm-|linenumber/.test(name)).join(" ");
    found[kind] = Math.min(found[kind] ?? 99, Math.round(ratio * 100) / 100);
  }
  return found;
}

try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: "light" });
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => seen.problems.push(String(error)));
  await page.goto(`${origin}/graphql`);
  const docs = page.locator(".graphiql-doc-explorer");
  await docs.locator("text=All Schema Types").waitFor();
  seen.types = await docs.locator(".graphiql-doc-explorer-section-content a.graphiql-doc-explorer-type-name").allInnerTexts();
  const set = (where, text) =>
    page.evaluate(([at, value]) => document.querySelector(`${at} .CodeMirror`).CodeMirror.setValue(value), [where, text]);
  await set(".graphiql-query-editor", QUERY);
  await set(".result-window", RESULT);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForTimeout(300);
    seen.contrasts[scheme] = await page.evaluate(contrasts);
    if (screenshots) await page.screenshot({ path: `${screenshots}/${scheme}.png` });
  }
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("data-cy"));
  seen.keys = {};
  await page.locator(".graphiql-query-editor .CodeMirror").click();
  await page.keyboard.press("Control+k");
  await page.waitForTimeout(200);
  seen.keys.fromEditor = await focused();
  await page.keyboard.type("Course");
  await page.waitForTimeout(500);
  await page.locator("[role=listbox] [role=option]").first().waitFor();
  seen.matches = await page.locator("[role=listbox] [role=option]").allInnerTexts();
  if (screenshots) await page.screenshot({ path: `${screenshots}/search.png` });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Hide Documentation Explorer" }).click();
  await page.locator(".graphiql-query-editor .CodeMirror").click();
  await page.keyboard.press("Meta+k");
  await page.waitForTimeout(300);
  seen.keys.fromClosed = await focused();
  seen.query = await page.evaluate(() => document.querySelector(".graphiql-query-editor .CodeMirror").CodeMirror.getValue());
  seen.query = seen.query === QUERY;
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
