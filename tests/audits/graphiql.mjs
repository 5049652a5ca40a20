// Opens GraphiQL in Chromium with no network but the gateway, runs a query, and prints what the page shows as JSON.
// Arguments: the gateway's origin, the path of Chromium, the query, a folder for screenshots (optional).
import { chromium } from "playwright-core";

const [origin, executablePath, query, screenshots] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(origin).hostname}`,
  ],
});
const seen = { requests: [], elsewhere: [], problems: [] };
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(30_000);
  page.on("console", (message) => message.type() === "error" && seen.problems.push(message.text()));
  page.on("pageerror", (error) => seen.problems.push(String(error)));
  page.on("request", (request) => {
    const { origin: to, pathname } = new URL(request.url());
    (to === origin ? seen.requests : seen.elsewhere).push(to === origin ? `${request.method()} ${pathname}` : request.url());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
  });
  const shot = async (name) => screenshots && page.screenshot({ path: `${screenshots}/${name}.png` });

  await page.goto(`${origin}/graphql`);
  const docs = page.locator(".graphiql-doc-explorer");
  await docs.locator("text=Root Types").waitFor();
  await page.locator("button.graphiql-execute-button").waitFor();
  await shot("welcome");

  const editor = page.locator(".graphiql-query-editor .CodeMirror");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.evaluate((text) => document.querySelector(".graphiql-query-editor .CodeMirror").CodeMirror.setValue(text), query);
  // GraphiQL looks for the document's operations once typing has paused.
  await page.waitForTimeout(500);
  await page.locator("button.graphiql-execute-button").click();
  const result = page.locator(".result-window .CodeMirror");
  await page.waitForFunction(() => document.querySelector(".result-window .CodeMirror").CodeMirror.getValue().includes("}"));
  seen.result = JSON.parse(await result.evaluate((node) => node.CodeMirror.getValue()));
  await shot("result");

  await docs.locator("a.graphiql-doc-explorer-type-name", { hasText: "Query" }).first().click();
  await docs.locator(".graphiql-doc-explorer-title", { hasText: "Query" }).waitFor();
  seen.descriptions = await docs.locator(".graphiql-markdown-description").allInnerTexts();
  seen.fields = await docs.locator(".graphiql-doc-explorer-field-name").allInnerTexts();
  await shot("docs");

  const chips = page.locator("#people .chip");
  seen.people = await chips.allInnerTexts();
  if (seen.people.length > 1) {
    await chips.nth(1).click();
    seen.you = await page.locator("#people .you").innerText();
    await page.locator("#people .query").click();
    await page.waitForTimeout(500);
    seen.theirs = await editor.evaluate((node) => node.CodeMirror.getValue());
    const [request] = await Promise.all([
      page.waitForRequest((r) => r.method() === "POST"),
      page.waitForResponse((r) => r.request().method() === "POST"),
      page.locator("button.graphiql-execute-button").click(),
    ]);
    seen.sentAs = { authorization: request.headers()["authorization"] ?? null, tenant: request.headers()["x-tenant"] ?? null };
    await page.waitForTimeout(300);
    seen.theirResult = JSON.parse(await result.evaluate((node) => node.CodeMirror.getValue()));
    await shot("person");
  }
  await page.getByRole("button", { name: /GraphiQL Explorer/ }).click();
  await page.locator(".graphiql-plugin").getByText(seen.fields.at(-1), { exact: true }).first().waitFor();
  await shot("explorer");
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
