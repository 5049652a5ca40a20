// One transaction of the viewer for each run of statements, begun as the gateway begins its own: BEGIN and app.enter()
// in one message. PostGraphile's own adaptor would take two round trips, and could only set what is known beforehand.
import * as adaptor from "postgraphile/@dataplan/pg/adaptors/pg";
import pg from "pg";

const literal = (value) => (value == null ? "NULL" : pg.escapeLiteral(value));

function begin({ tenant, issuer, subject, scopes }) {
  const said = [tenant, issuer, subject, scopes, null].map(literal).join(", ");
  return `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT app.enter(${said})`;
}

function createWithPgClient({ pool }) {
  const plain = adaptor.makePgAdaptorWithPgClient(pool);
  const withPgClient = async (claims, callback) => {
    if (!claims) return plain(null, callback);
    const client = await pool.connect();
    try {
      await client.query(begin(claims));
      const within = adaptor.makeWithPgClientViaPgClientAlreadyInTransaction(client, true);
      const result = await within(null, callback);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  };
  withPgClient.release = () => {};
  return withPgClient;
}

export function makeService(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 8, options: "-c timezone=UTC -c jit=off" });
  const service = adaptor.makePgService({ pool, schemas: ["public", "postgraphile"] });
  return { ...service, adaptor: { ...service.adaptor, createWithPgClient } };
}
