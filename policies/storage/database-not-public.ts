import {
  NEPTUNE_CLUSTER_INSTANCE,
  RDS_CLUSTER_INSTANCE,
  RDS_INSTANCE,
  RDS_SHARD_GROUP,
  REDSHIFT_CLUSTER,
} from "../../aws/types";
import { definePolicy, resourcesOfType, type Resource } from "../../core";

export default definePolicy({
  name: "database-not-public",
  category: "storage",
  requirements: ["STO-14"],
  severity: "medium",
  level: "mandatory",
  title: "Databases have no public address",
  description: "Databases are not publicly accessible.",
  rationale:
    "A database with a public address is one mistake in a security group away from everybody's password guesses.",
  fix: "Set publiclyAccessible: false, and reach it from within the VPC, through a VPN or by Session Manager port forwarding.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],
  controls: [
    {
      framework: "AWS Foundational Security Best Practices",
      version: "1.0.0",
      id: "RDS.2",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
    },
  ],
  subjects: resourcesOfType(
    ...RDS_INSTANCE,
    ...RDS_CLUSTER_INSTANCE,
    ...RDS_SHARD_GROUP,
    ...NEPTUNE_CLUSTER_INSTANCE,
    ...REDSHIFT_CLUSTER,
  ),
  needs: "resource",
  check(database, { report }) {
    if (!database.isAnalysed) {
      return;
    }
    const isPublic = database.at("publiclyAccessible");
    if (isPublic.boolean() === true) {
      report(isPublic, { found: "It gets a public address." });
    } else if (isPublic.isAbsent && isPublicByDefault(database)) {
      report(isPublic, {
        found:
          "It gets a public address: version 6 of the AWS provider and earlier ones give a Redshift cluster one unless told otherwise.",
      });
    }
  },
});

/** https://github.com/hashicorp/terraform-provider-aws/pull/41978: the default became false in its version 6, which is @pulumi/aws 7. */
function isPublicByDefault(database: Resource): boolean {
  const version = /^v?(\d+)\./.exec(database.provider.settings.at("version").string() ?? "")?.[1];
  return REDSHIFT_CLUSTER.includes(database.type) && version !== undefined && Number(version) < 7;
}
