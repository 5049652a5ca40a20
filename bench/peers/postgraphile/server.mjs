// PostGraphile 5 with its Amber preset, over the gateway's database role, with the gateway's token check.
// PORT, DATABASE_URL, SECRET, ISSUER and AUDIENCE come from the environment.
import { createSecretKey } from "node:crypto";
import { createServer } from "node:http";
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import jwt from "jsonwebtoken";
import { postgraphile } from "postgraphile";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makeService } from "./database.mjs";
import { fields, numbers } from "./fields.mjs";
import { names, words } from "./names.mjs";

const { PORT, DATABASE_URL, SECRET, ISSUER, AUDIENCE } = process.env;
const key = createSecretKey(Buffer.from(SECRET));

function claims(header) {
  const token = /^Bearer (.+)$/i.exec(header ?? "")?.[1];
  if (!token) throw new Error("A token is needed.");
  const said = jwt.verify(token, key, { algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE });
  return { tenant: said.tenant, issuer: said.iss, subject: said.sub, scopes: said.scope ?? "" };
}

const preset = {
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  plugins: [names, words, fields, numbers],
  // It hides relations and orders that no index of its liking serves; ours lead with the tenant.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  schema: { defaultBehavior: "+connection +list -insert -update -delete" },
  pgServices: [makeService(DATABASE_URL)],
  grafast: {
    explain: false,
    context: (request) => ({ pgSettings: claims(request.http?.getHeader("authorization")) }),
  },
  grafserv: { watch: false, graphiql: false, websockets: false, maxRequestLength: 1_000_000 },
};

const server = createServer();
const instance = postgraphile(preset).createServ(grafserv);
await instance.addTo(server);
server.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
if (process.env.PRINT) {
  const { printSchema } = await import("graphql");
  console.log(printSchema(await instance.getSchema()));
}
