import { Undecided, whenKnown, type Graph, type Resource, type Value } from "../core";

/**
 * The account that a resource is created in, told from ids that the stack knows: the one account that its provider is
 * held to, or whose role the provider assumes, else the ARNs of resources of the same provider. Throws `Undecided` when
 * none tells it.
 */
export function ownAccount(resource: Resource): string {
  const { settings, urn } = resource.provider;
  const allowed = whenKnown(() => settings.at("allowedAccountIds").json().strings()) ?? [];
  const told = allowed.length === 1 ? allowed[0] : assumedAccount(settings);
  const account = told ?? accountsByProvider(resource.graph).get(urn);
  if (account === undefined) {
    throw new Undecided("the account of this stack");
  }
  return account;
}

/** The account of the last role that a provider assumes; `assumeRole` before version 7 of the provider. */
function assumedAccount(settings: Value): string | undefined {
  const chain = ["assumeRoles", "assumeRole"].flatMap((key) => whenKnown(() => settings.at(key).json().list()) ?? []);
  const arn = whenKnown(() => chain.at(-1)?.at("roleArn").string()) ?? "";
  return /^arn:[^:]*:iam::(\d{12}):role\//.exec(arn)?.[1];
}

/** Account by provider URN; a provider whose resources show several (they are shared or read) has none. */
function accountsByProvider(graph: Graph): ReadonlyMap<string, string | undefined> {
  return graph.view(accountsByProvider, () => {
    const accounts = new Map<string, string | undefined>();
    for (const resource of graph.resources) {
      const account = resource.isAnalysed ? accountIn(resource) : undefined;
      if (account !== undefined) {
        const { urn } = resource.provider;
        accounts.set(urn, !accounts.has(urn) || accounts.get(urn) === account ? account : undefined);
      }
    }
    return accounts;
  });
}

function accountIn(resource: Resource): string | undefined {
  const arn = resource.outputs.at("arn");
  return arn.isUnknown ? undefined : /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn.string() ?? "")?.[1];
}
