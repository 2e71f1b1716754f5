import { allResources, type Resource, type Subjects } from "../core";

/** Every resource of AWS, whichever provider makes it. */
export const awsResources: Subjects<Resource> = {
  types: "all",
  of: (graph) => allResources.of(graph).filter(({ type }) => /^aws(?:-native|x|cc)?:/.test(type)),
};
