import type { Resource } from "../core";

/**
 * Whether two resources are in the same place (the catalogue's word): same provider, same region. Settings of a whole
 * account or region reach only resources of their own place. Throws `Undecided` when a region is not known yet.
 */
export function inSamePlace(one: Resource, other: Resource): boolean {
  return hasSameProvider(one, other) && regionOf(one) === regionOf(other);
}

/** The region of a resource: its own (provider v7), else its provider's; undefined when the environment decides. */
export function regionOf(resource: Resource): string | undefined {
  return resource.at("region").string() ?? resource.provider.settings.at("region").string();
}

/** Default providers of several versions (`default_6_83_0`, `default_7_48_0`) read the same configuration. */
function hasSameProvider(one: Resource, other: Resource): boolean {
  const [a, b] = [one.provider, other.provider];
  return a.urn === b.urn || (a.type === b.type && isDefault(a.name) && isDefault(b.name));
}

function isDefault(name: string): boolean {
  return /^default(_[\d_]+\w*)?$/.test(name);
}
