import { view, type Resource, type Subject } from "../core";
import * as types from "./types";

/** A VPC that the stack makes, or the default one that it adopts. */
export class VpcView implements Subject {
  constructor(readonly resource: Resource) {}

  /** Its subnets in this stack. Throws `Undecided` when there are none, but one that may turn out to be in it. */
  get subnets(): readonly Resource[] {
    return this.parts(types.SUBNET);
  }

  /** Its endpoints in this stack, of every type. Throws `Undecided` like `subnets`. */
  get endpoints(): readonly Resource[] {
    return this.parts(types.VPC_ENDPOINT);
  }

  /** What names it in `vpcId`: gateways, groups, ACLs. What was only read is left out. Throws `Undecided` like `subnets`. */
  parts(wanted: readonly string[]): readonly Resource[] {
    return this.resource.graph.referrers(this.resource, wanted, "vpcId").filter((one) => one.isAnalysed);
  }
}

/** The VPCs of the stack; those that it only reads are left out. */
export const vpcs = view([...types.VPC, ...types.DEFAULT_VPC], (graph) =>
  graph
    .ofType([...types.VPC, ...types.DEFAULT_VPC])
    .filter((one) => one.isAnalysed)
    .map((one) => new VpcView(one)),
);
