import {
  hasDefaultProvider,
  isAwsResource,
  isGlobal,
  mayNeedUsEast1,
  ownRegion,
  providerRegion,
  US_EAST_1,
} from "../../aws/region";
import {
  definePolicy,
  matchesGlob,
  ROOT_STACK_TYPE,
  texts,
  type CheckContext,
  type Graph,
  type Resource,
} from "../../core";

const options = {
  allowedRegions: texts({
    default: [],
    description: "The regions that may be used; `*` matches any text (`eu-*`). Any region when empty.",
  }),
};

type Context = CheckContext<typeof options>;

export default definePolicy({
  name: "region-allowed",
  category: "governance",
  requirements: ["GOV-04"],
  severity: "low",
  level: "advisory",
  title: "Only allowed regions are used",
  description: "Every regional AWS resource is in one of the allowed regions.",
  rationale: "Guardrails, trails and backups are set up in the regions in use. What is elsewhere is watched by nobody.",
  fix: "Set an allowed region: pulumi config set aws:region <region>, or region on the provider.",
  references: [
    "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
    "https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html",
  ],
  options,
  subjects: {
    types: "all",
    of: (graph) => graph.resources.filter((one) => one.type === ROOT_STACK_TYPE || isAwsResource(one)),
  },
  needs: "stack",
  check(resource, context) {
    if (context.options.allowedRegions.length === 0) {
      return context.notApplicable();
    }
    if (resource.type === ROOT_STACK_TYPE) {
      return checkProviders(resource, context);
    }
    const region = ownRegion(resource);
    if (region !== undefined && !isAllowed(resource, region, context)) {
      context.report(resource.at("region"), {
        found: `The region is ${region}; allowed ${allowedText(context)}.`,
        fix: "Set an allowed region, or leave region out: the resource then goes where its provider goes.",
      });
    }
  },
});

/** One finding for each provider and region, however many resources there are. */
function checkProviders(root: Resource, context: Context): void {
  const { graph, stack, report, each } = context;
  graph.demandComplete();
  const found = new Map<string, { region: string; resources: Resource[] }>();
  each(graph.resources.filter(isAwsResource), (resource) => {
    const region = ownRegion(resource) === undefined ? providerRegion(resource, stack) : undefined;
    if (region !== undefined && !isAllowed(resource, region, context)) {
      const source = hasDefaultProvider(resource) ? "default" : resource.provider.name;
      const key = `region:${source}:${region}`;
      const known = found.get(key) ?? { region, resources: [] };
      known.resources.push(resource);
      found.set(key, known);
    }
  });
  for (const [key, { region, resources }] of found) {
    const [first] = resources;
    const provider = first && providerResource(first, graph);
    const others = resources.length > 1 ? ` and ${resources.length - 1} more` : "";
    report(provider?.at("region") ?? root, {
      found: `${first?.name ?? ""}${others} go to ${region}; allowed ${allowedText(context)}.`,
      fix:
        first && hasDefaultProvider(first)
          ? `Set an allowed region: pulumi config set aws:region ${context.options.allowedRegions[0] ?? ""}.`
          : `Set region: "${context.options.allowedRegions[0] ?? ""}" on provider ${first?.provider.name ?? ""}.`,
      key,
    });
  }
}

/** The provider, where the program made it and the engine shows it. */
function providerResource(resource: Resource, graph: Graph): Resource | undefined {
  return hasDefaultProvider(resource) ? undefined : graph.byUrn(resource.provider.urn);
}

/** Global services are nowhere; what CloudFront uses must be in us-east-1 whatever else is allowed. */
function isAllowed(resource: Resource, region: string, { options }: Context): boolean {
  return (
    isGlobal(resource.type) ||
    options.allowedRegions.some((pattern) => matchesGlob(region, pattern)) ||
    (region === US_EAST_1 && mayNeedUsEast1(resource))
  );
}

function allowedText({ options: { allowedRegions } }: Context): string {
  return `${allowedRegions.length === 1 ? "is" : "are"} ${allowedRegions.join(", ")}`;
}
