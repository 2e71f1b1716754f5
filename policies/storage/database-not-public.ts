import { foundational } from "../../aws/controls";
import {
  DMS_INSTANCE_PROFILE,
  DMS_REPLICATION_INSTANCE,
  INFLUX_DATABASE,
  LIGHTSAIL_DATABASE,
  MAINFRAME_ENVIRONMENT,
  MQ_BROKER,
  MSK_CLUSTER,
  NEPTUNE_CLUSTER_INSTANCE,
  NEPTUNE_GRAPH,
  RDS_CLUSTER_INSTANCE,
  RDS_INSTANCE,
  RDS_SHARD_GROUP,
  REDSHIFT_CLUSTER,
  REDSHIFT_SERVERLESS_WORKGROUP,
} from "../../aws/types";
import { definePolicy, resourcesOfType, type Resource, type Value } from "../../core";

export default definePolicy({
  name: "database-not-public",
  category: "storage",
  requirements: ["STO-14", "NET-11"],
  severity: "high",
  level: "mandatory",
  title: "Databases, brokers and replication instances have no public address",
  description: "Databases, brokers and replication instances are not publicly accessible.",
  rationale:
    "A database with a public address is one mistake in a security group away from everybody's password guesses.",
  fix: "Set publiclyAccessible: false, and reach it from within the VPC, through a VPN or by Session Manager port forwarding.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/dms-replication-not-public.html",
    "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html",
  ],
  controls: foundational("RDS.2", "DMS.1", "MSK.4", "Redshift.1", "RedshiftServerless.3"),
  subjects: resourcesOfType(
    ...RDS_INSTANCE,
    ...RDS_CLUSTER_INSTANCE,
    ...RDS_SHARD_GROUP,
    ...NEPTUNE_CLUSTER_INSTANCE,
    ...NEPTUNE_GRAPH,
    ...REDSHIFT_CLUSTER,
    ...REDSHIFT_SERVERLESS_WORKGROUP,
    ...DMS_REPLICATION_INSTANCE,
    ...DMS_INSTANCE_PROFILE,
    ...MSK_CLUSTER,
    ...MQ_BROKER,
    ...INFLUX_DATABASE,
    ...LIGHTSAIL_DATABASE,
    ...MAINFRAME_ENVIRONMENT,
  ),
  needs: "resource",
  check(database, { report }) {
    if (MSK_CLUSTER.includes(database.type)) {
      const access = database.at("brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type");
      if (![undefined, "DISABLED"].includes(access.string())) {
        report(access, { found: "Its brokers get public addresses.", fix: FIX_OF_BROKERS });
      }
      return;
    }
    const isPublic = flagOf(database);
    if (isPublic.boolean() === true) {
      report(isPublic, { found: "It gets a public address.", fix: fixAt(isPublic) });
    } else if (isPublic.isAbsent && isPublicByDefault(database)) {
      report(isPublic, { found: `It gets a public address: ${whyByDefault(database)} one unless told otherwise.` });
    }
  },
});

const REACH = "and reach it from within the VPC, through a VPN or by Session Manager port forwarding.";
const FIX_OF_BROKERS = `Leave out brokerNodeGroupInfo.connectivityInfo.publicAccess or set its type to "DISABLED", ${REACH}`;

function flagOf(database: Resource): Value {
  return database.at(NEPTUNE_GRAPH.includes(database.type) ? "publicConnectivity" : "publiclyAccessible");
}

function fixAt(flag: Value): string {
  return `Set ${flag.display}: false, ${REACH}`;
}

/**
 * - https://github.com/hashicorp/terraform-provider-aws/pull/41978: Redshift's default became false in version 6 of that provider, which is
 *   @pulumi/aws 7.
 * - https://www.pulumi.com/registry/packages/aws/api-docs/dms/instanceprofile/: the default is true. A replication instance gets none: the provider always says so.
 */
function isPublicByDefault(database: Resource): boolean {
  if (DMS_INSTANCE_PROFILE.includes(database.type)) {
    return true;
  }
  const version = /^v?(\d+)\./.exec(database.provider.settings.at("version").string() ?? "")?.[1];
  return REDSHIFT_CLUSTER.includes(database.type) && version !== undefined && Number(version) < 7;
}

function whyByDefault(database: Resource): string {
  return DMS_INSTANCE_PROFILE.includes(database.type)
    ? "DMS gives an instance profile"
    : "version 6 of the AWS provider and earlier ones give a Redshift cluster";
}
