import type { Resource, Value } from "../core";
import { hostsOf } from "./host";
import * as types from "./types";

/** Where a resource names SSH key pairs for the hosts that it starts, or would. */
export function keyPlaces(resource: Resource): readonly Value[] {
  return [
    ...hostsOf(resource).map((host) => host.own("key")),
    ...(types.EKS_NODE_GROUP.includes(resource.type) ? [resource.at("remoteAccess", "ec2SshKey")] : []),
    ...(types.BATCH_COMPUTE_ENVIRONMENT.includes(resource.type) ? [resource.at("computeResources", "ec2KeyPair")] : []),
  ];
}

/** The key pairs that are made of a private key of the program. */
export function keyPairsFedBy(key: Resource): readonly Resource[] {
  return key.graph.allOfType(types.KEY_PAIR).filter((pair) => pair.propertyDependencies("publicKey").includes(key));
}
