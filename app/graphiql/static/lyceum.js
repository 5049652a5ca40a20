/* Starts GraphiQL on this page's own /graphql. */
"use strict";

const DEFAULT_QUERY = `# Welcome to Lyceum.
# Run this query: Ctrl-Enter.
# On the left: documentation,
# history and a query builder.

query Welcome {
  viewer {
    tenant { name }
    user { fullName }
  }
  courses(first: 5) {
    totalCount
    nodes { code title }
  }
}
`;

async function send(parameters, options) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json;q=0.9",
      ...people.headers(),
      ...options?.headers,
    },
    body: JSON.stringify(parameters),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `The answer was not JSON (status ${response.status}).` }] };
  }
}

function shared() {
  const asked = new URLSearchParams(location.search);
  return {
    query: asked.get("query") ?? undefined,
    variables: asked.get("variables") ?? undefined,
    operationName: asked.get("operationName") ?? undefined,
  };
}

const KIND = Symbol.toStringTag;

/* What a type is to a reader: 0 for a thing of its own, 1 for a value, 2 for what lists, filters and orders things. */
function rank(type) {
  if (type[KIND] === "GraphQLInputObjectType") return 2;
  if (type[KIND] === "GraphQLScalarType" || type[KIND] === "GraphQLEnumType") return 1;
  const fields = type.getFields?.() ?? {};
  const lists = "pageInfo" in fields || "hasNextPage" in fields;
  return lists || ("node" in fields && "cursor" in fields) ? 2 : 0;
}

/* Sorts the types of the documentation, which shows them in the order in which the schema holds them. */
function sortTypes(schema) {
  const types = schema.getTypeMap();
  const sorted = Object.values(types).sort(
    (one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1),
  );
  for (const { name } of sorted) delete types[name];
  for (const type of sorted) types[type.name] = type;
}

const SEARCH = ".graphiql-doc-explorer-search-input input";

/* Ctrl K (on a Mac also ⌘K) goes to the search of the documentation, from anywhere. GraphiQL itself knows ⌘K alone. */
function searchByKey(event) {
  const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!wanted || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!document.querySelector(SEARCH)) {
    document.querySelector('.graphiql-sidebar button[aria-label="Show Documentation Explorer"]')?.click();
  }
  requestAnimationFrame(() => document.querySelector(SEARCH)?.focus());
}

async function start() {
  globalThis.__webpack_nonce__ = document.body.dataset.styleNonce;
  const root = ReactDOM.createRoot(document.getElementById("graphiql"));
  // GraphiQL puts a new `query` into its editor whenever it is given one.
  const show = (given) =>
    root.render(
      React.createElement(
        GraphiQL,
        {
          fetcher: send,
          plugins: [GraphiQLPluginExplorer.explorerPlugin({ showAttribution: false })],
          visiblePlugin: "Documentation Explorer",
          defaultQuery: DEFAULT_QUERY,
          defaultEditorToolsVisibility: false,
          inputValueDeprecation: true,
          schemaDescription: true,
          shouldPersistHeaders: false,
          onSchemaChange: sortTypes,
          ...given,
        },
        React.createElement(GraphiQL.Logo, {}, "Lyceum"),
      ),
    );
  try {
    await people.start((query) => show({ query }));
  } finally {
    show(shared());
  }
}

// Before the editors see the key: to them, Ctrl K begins a chord.
addEventListener("keydown", searchByKey, { capture: true });
document.addEventListener("DOMContentLoaded", start);
