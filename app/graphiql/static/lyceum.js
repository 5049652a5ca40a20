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

document.addEventListener("DOMContentLoaded", start);
