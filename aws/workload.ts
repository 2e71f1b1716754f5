import { view, type Graph, type Resource, type Subject, type Value } from "../core";
import { Launch } from "./host-placement";
import type { Places } from "./placement";
import { taskNetworks } from "./task-network";
import * as types from "./types";

/** Something that runs code in subnets. */
export interface Workload extends Subject {
  /** Begins a sentence that ends with where it stands: "Hosts of this Auto Scaling group stand". */
  readonly stands: string;
  /** What names its subnets, or would. */
  readonly at: Value;
  readonly subnets: Places;
  /** Set for hosts. */
  readonly launch?: Launch;
}

interface Kind {
  readonly types: readonly string[];
  readonly stands: string;
  readonly path: readonly string[];
}

/** Inputs of @pulumi/aws 7.48.0. The cluster of EKS itself only has interfaces in its subnets. */
const KINDS: readonly Kind[] = [
  { types: types.LAMBDA_FUNCTION, stands: "This function stands", path: ["vpcConfig", "subnetIds"] },
  { types: types.EKS_NODE_GROUP, stands: "Nodes of this group stand", path: ["subnetIds"] },
  { types: types.EKS_FARGATE_PROFILE, stands: "Pods of this profile stand", path: ["subnetIds"] },
  {
    types: types.BATCH_COMPUTE_ENVIRONMENT,
    stands: "Jobs of this environment stand",
    path: ["computeResources", "subnets"],
  },
];

const LAUNCHERS: readonly Kind[] = [
  { types: types.EC2_INSTANCE, stands: "This instance stands", path: ["subnetId"] },
  { types: types.SPOT_INSTANCE_REQUEST, stands: "This spot instance stands", path: ["subnetId"] },
  { types: types.AUTOSCALING_GROUP, stands: "Hosts of this Auto Scaling group stand", path: ["vpcZoneIdentifiers"] },
  { types: types.SPOT_FLEET, stands: "Hosts of this spot fleet stand", path: ["launchSpecifications"] },
  { types: types.EC2_FLEET, stands: "Hosts of this fleet stand", path: ["launchTemplateConfigs"] },
];

/** What the program runs in subnets: hosts, tasks, functions, nodes, jobs. */
export const workloads = view(
  [...taskNetworks.types, ...[...KINDS, ...LAUNCHERS].flatMap((kind) => kind.types)],
  (graph): readonly Workload[] => [
    ...taskNetworks.of(graph).map(({ resource, label, subnets }) => ({
      resource,
      stands: `Tasks of this ${label} stand`,
      at: subnets,
      subnets: [subnets],
    })),
    ...KINDS.flatMap((kind) =>
      managed(graph, kind).map((resource) => {
        const at = resource.at(...kind.path);
        return { resource, stands: kind.stands, at, subnets: [at] };
      }),
    ),
    ...LAUNCHERS.flatMap((kind) =>
      managed(graph, kind).map((resource) => {
        const launch = new Launch(resource);
        return {
          resource,
          stands: kind.stands,
          at: resource.at(...kind.path),
          get subnets() {
            return launch.subnets;
          },
          launch,
        };
      }),
    ),
  ],
);

function managed(graph: Graph, kind: Kind): readonly Resource[] {
  return graph.ofType(kind.types).filter((one) => one.isAnalysed);
}
