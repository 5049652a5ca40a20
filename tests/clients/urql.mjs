// urql with its normalised cache as docs/clients.md sets it up. Arguments: the gateway's origin, a token.
import { Client, fetchExchange, gql } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { getIntrospectionQuery } from "graphql";
import { counted } from "./gateway.mjs";

const [origin, token] = process.argv.slice(2);
const network = counted(token);
const asked = await network.fetch(`${origin}/graphql`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const schema = (await asked.json()).data;
network.count = 0;

// snippet: urql-client
const client = new Client({
  url: `${origin}/graphql`,
  fetch: network.fetch,
  preferGetMethod: false,
  exchanges: [
    cacheExchange({
      schema, // the answer to getIntrospectionQuery(), or what @urql/introspection leaves of it
      resolvers: { Query: { courses: relayPagination() } },
    }),
    fetchExchange,
  ],
});
// end

const COURSES = gql`
  query Courses($after: String) {
    courses(first: 3, after: $after) {
      edges { cursor node { id title } }
      nodes { id title }
      pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    }
  }
`;
const seen = {};
const first = await client.query(COURSES, {}).toPromise();
seen.first = first.data.courses.edges.length;
await client.query(COURSES, { after: first.data.courses.pageInfo.endCursor }).toPromise();
const both = await client.query(COURSES, {}, { requestPolicy: "cache-only" }).toPromise();
seen.both = both.data.courses.edges.length;
seen.nodes = both.data.courses.nodes.length;
seen.requestsForTwoPages = network.count;

const ITEMS = gql`
  query Items { contentItems(first: 5) { nodes { __typename ...Item } } }
  fragment Item on ContentItem { id title }
`;
await client.query(ITEMS, {}).toPromise();
const before = network.count;
const items = await client.query(ITEMS, {}).toPromise();
seen.itemsFromTheCache = network.count === before;
seen.itemsHaveTitles = items.data.contentItems.nodes.every((item) => item.title);
const bad = await client.query(gql`query Bad { contentItems(first: 1000) { totalCount } }`, {}).toPromise();
seen.code = bad.error.graphQLErrors[0].extensions.code;
console.log(JSON.stringify(seen));
