import type { Graph, Resource } from "./graph";
import type { Subject, Subjects } from "./definition";

/** Subjects whose types are listed. */
export interface Listed {
  readonly types: readonly string[];
}

/** The resources of these types, each a subject of its own. */
export function resourcesOfType(...types: string[]): Subjects<Resource> & Listed {
  return { types, of: (graph) => graph.ofType(types) };
}

/** Every resource of a provider: components, providers and the root stack are none. */
export const allResources: Subjects<Resource> = {
  types: "all",
  of: (graph) => graph.resources.filter((resource) => resource.hasProvider && !resource.type.startsWith("pulumi:")),
};

/** A view: made once per graph, of resources of these types. */
export function view<S extends Subject>(
  types: readonly string[],
  build: (graph: Graph) => readonly S[],
): Subjects<S> & Listed {
  return { types, of: (graph) => graph.view(build, () => build(graph)) };
}
