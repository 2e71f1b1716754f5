import { foundational } from "../../aws/controls";
import { parseRange } from "../../aws/cidr";
import { isAnywhere } from "../../aws/ranges";
import { EKS_CLUSTER } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "eks-endpoint-not-public",
  category: "networking",
  requirements: ["NET-11"],
  severity: "high",
  level: "advisory",
  title: "The endpoint of an EKS cluster is not open to everybody",
  description: "The Kubernetes API of an EKS cluster is private, or open to ranges of your own only.",
  rationale:
    "Everybody can reach the API server of such a cluster, so that only its credentials, and the next flaw in how it checks them, keep them out.",
  fix: "Set vpcConfig: { endpointPublicAccess: false, endpointPrivateAccess: true }, or list your own ranges in vpcConfig.publicAccessCidrs.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  ],
  controls: foundational("EKS.1"),
  subjects: resourcesOfType(...EKS_CLUSTER),
  needs: "resource",
  check(cluster, { report }) {
    const config = cluster.at("vpcConfig");
    // The endpoint is public, and open to 0.0.0.0/0, unless told otherwise.
    if (config.at("endpointPublicAccess").boolean() === false) {
      return;
    }
    const ranges = config.at("publicAccessCidrs");
    // A range that is not known yet cannot narrow the others.
    const listed = ranges.knownStrings();
    if (ranges.isAbsent || isAnywhere(listed.flatMap((one) => parseRange(one) ?? []))) {
      report(ranges, {
        found: `Its endpoint is public and open to ${ranges.isAbsent ? "0.0.0.0/0, the default" : listed.join(", ")}.`,
        ...(cluster.parentTypes.includes(COMPONENT) && { fix: FIX_OF_COMPONENT }),
      });
    }
  },
});

/** The component of @pulumi/eks takes the same settings as arguments of its own: https://www.pulumi.com/registry/packages/eks/api-docs/cluster/ */
const COMPONENT = "eks:index:Cluster";
const FIX_OF_COMPONENT =
  "Give the eks.Cluster endpointPublicAccess: false and endpointPrivateAccess: true, or list your own ranges in publicAccessCidrs.";
