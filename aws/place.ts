import type { Resource, StackFacts } from "../core";

/**
 * Whether two resources are in the same place (the catalogue's word): same provider, same region. Settings of a whole
 * account or region reach only resources of their own place. Throws `Undecided` when a region is not known yet.
 */
export function isSamePlace(one: Resource, other: Resource, stack: StackFacts): boolean {
  return hasSameProvider(one, other) && regionOf(one, stack) === regionOf(other, stack);
}

/** The region of a resource: its own (provider v7), else its provider's, else the stack's. */
function regionOf(resource: Resource, stack: StackFacts): string | undefined {
  const set = resource.at("region").string() ?? resource.provider.settings.at("region").string();
  return set ?? (isDefault(resource.provider.name) ? stack.config.get("aws:region") : undefined);
}

/** Default providers of several versions (`default_6_83_0` of a component package, `default_7_48_0`) read the same configuration. */
function hasSameProvider(one: Resource, other: Resource): boolean {
  const [a, b] = [one.provider, other.provider];
  return a.urn === b.urn || (a.type === b.type && isDefault(a.name) && isDefault(b.name));
}

function isDefault(name: string): boolean {
  return /^default(?:_|$)/.test(name);
}
