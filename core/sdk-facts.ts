import type * as sdk from "@pulumi/policy";
import type { ResourceFacts } from "./graph";
import { plain } from "./value";

/** A resource that is about to be created, as `validateResource` and `remediateResource` show it. */
export function factsOfArgs(args: sdk.ResourceValidationArgs): ResourceFacts {
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    inputs: plain(args.props),
    outputs: undefined,
    options: args.opts,
    provider: args.provider && { ...args.provider, props: plain(args.provider.props) },
    parent: args.opts.parent,
  };
}

/** A resource of the whole stack, as `validateStack` shows it: its outputs; inputs are remembered from before. */
export function factsOfStackResource(resource: sdk.PolicyResource): ResourceFacts {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    inputs: undefined,
    outputs: plain(resource.props),
    options: resource.opts,
    provider: resource.provider && { ...resource.provider, props: plain(resource.provider.props) },
    parent: resource.parent?.urn ?? resource.opts.parent,
    dependencies: resource.dependencies.map((one) => one.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([key, list]) => [key, list.map((one) => one.urn)]),
    ),
  };
}
