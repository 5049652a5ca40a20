// Apollo Client as docs/clients.md sets it up. Arguments: the gateway's origin, a token. Prints what it saw as JSON.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client/core/index.js";
import { possibleTypes, counted } from "./gateway.mjs";

const [origin, token] = process.argv.slice(2);
const network = counted(token);

// snippet: apollo-pages
// A list that is shown page by page: one for each filter and order, its pages in the order in which they come.
const pages = {
  keyArgs: ["filter", "orderBy"],
  merge(kept, page, { args }) {
    if (!kept || !(args?.after || args?.before)) return page;
    const joined = (name) =>
      args.after ? [...(kept[name] ?? []), ...(page[name] ?? [])] : [...(page[name] ?? []), ...(kept[name] ?? [])];
    const pageInfo = args.after
      ? { ...page.pageInfo, hasPreviousPage: kept.pageInfo?.hasPreviousPage, startCursor: kept.pageInfo?.startCursor }
      : { ...page.pageInfo, hasNextPage: kept.pageInfo?.hasNextPage, endCursor: kept.pageInfo?.endCursor };
    return { ...kept, ...page, nodes: joined("nodes"), edges: joined("edges"), pageInfo };
  },
};
// end

// snippet: apollo-client
const client = new ApolloClient({
  link: new HttpLink({ uri: `${origin}/graphql`, fetch: network.fetch }),
  cache: new InMemoryCache({
    possibleTypes: await possibleTypes(origin, token),
    typePolicies: {
      Query: { fields: { courses: pages } },
      Viewer: { merge: true },
    },
  }),
});
// end

const COURSES = gql`
  query Courses($after: String, $filter: CourseFilter) {
    courses(first: 3, after: $after, filter: $filter) {
      totalCount
      nodes { id title creditHours }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const seen = {};
const first = await client.query({ query: COURSES });
seen.first = first.data.courses.nodes.length;
const watched = client.watchQuery({ query: COURSES });
const current = await watched.result();
await watched.fetchMore({ variables: { after: current.data.courses.pageInfo.endCursor } });
const both = watched.getCurrentResult().data.courses;
seen.both = both.nodes.length;
seen.different = new Set(both.nodes.map((node) => node.id)).size;
seen.requestsForTwoPages = network.count;
await client.query({ query: COURSES });
seen.requestsWhenAskedAgain = network.count;
const filtered = await client.query({ query: COURSES, variables: { filter: { title: { contains: "a" } } } });
seen.filtered = filtered.data.courses.totalCount < both.totalCount;
seen.requestsWithAFilter = network.count;
seen.credits = both.nodes.map((node) => node.creditHours).find((value) => value !== null);

const ITEMS = gql`
  query Items { contentItems(first: 5) { nodes { __typename ...Item } } }
  fragment Item on ContentItem { id title }
`;
await client.query({ query: ITEMS });
const before = network.count;
const items = await client.query({ query: ITEMS });
seen.itemsFromTheCache = network.count === before;
seen.itemsHaveTitles = items.data.contentItems.nodes.every((item) => item.title && item.__typename !== "ContentItem");

try {
  await client.query({ query: gql`query Bad { contentItems(first: 1000) { totalCount } }` });
} catch (error) {
  seen.code = error.graphQLErrors[0].extensions.code;
}
console.log(JSON.stringify(seen));
