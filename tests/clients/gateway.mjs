// What the programs here share: a fetch that signs in and counts, and which types an interface or union has.

export function counted(token) {
  const network = {
    count: 0,
    fetch(address, options) {
      network.count += 1;
      return fetch(address, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } });
    },
  };
  return network;
}

// snippet: possible-types
export async function possibleTypes(origin, token) {
  const query = "{ __schema { types { kind name possibleTypes { name } } } }";
  const answer = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data } = await answer.json();
  const abstract = data.__schema.types.filter((type) => type.possibleTypes);
  return Object.fromEntries(abstract.map((type) => [type.name, type.possibleTypes.map((each) => each.name)]));
}
// end
