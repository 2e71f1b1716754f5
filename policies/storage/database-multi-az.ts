import { foundational, securityHub } from "../../aws/controls";
import { databases, type DatabaseView } from "../../aws/database";
import { isProtected } from "../../aws/naming";
import { definePolicy, whenKnown, type CheckContext } from "../../core";

export default definePolicy({
  name: "database-multi-az",
  category: "storage",
  requirements: ["STO-14"],
  severity: "medium",
  level: "mandatory",
  title: "Databases outlive the loss of a zone",
  description: "In protected environments databases run in more than one availability zone.",
  rationale:
    "A database in one availability zone is away for as long as that zone is, and every maintenance of it is an outage.",
  fix: "Set multiAz: true.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html",
  ],
  controls: [...foundational("RDS.5", "RDS.15"), ...securityHub("Neptune.9")],
  subjects: databases,
  needs: "stack",
  check(database, { environment, report, settings, stack }) {
    // Replicas are there for reading, or are themselves what a failure is met with. Redshift has a cluster in one zone and relocates it.
    if (!isProtected(stack, settings, environment) || database.isFollower || database.service === "Redshift") {
      return;
    }
    if (database.isInstance) {
      checkInstance(database, report);
    } else if (!database.isMultiAzCluster && !database.hasNoInstances) {
      checkCluster(database, report);
    }
  },
});

type Report = CheckContext["report"];

/** Of the editions of SQL Server, Express has no standby: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_SQLServerMultiAZ.html */
const EXPRESS = "sqlserver-ex";

function checkInstance(database: DatabaseView, report: Report): void {
  const multiAz = database.resource.at("multiAz");
  if (multiAz.boolean() !== true) {
    const isExpress = whenKnown(() => database.engine) === EXPRESS;
    report(multiAz, {
      found: `The instance has no standby: multiAz is ${multiAz.isAbsent ? "not set" : "not true"}.`,
      ...(isExpress && {
        fix: 'Set multiAz: true and engine: "sqlserver-se" or "sqlserver-ee": the Express edition has no standby.',
      }),
    });
  }
}

/** Clusters have no such switch; they fail over to another instance. */
function checkCluster(database: DatabaseView, report: Report): void {
  const { instances, label, resource } = database;
  const count = instances.length + (instances.length < 2 ? database.scaledReaders : 0);
  if (count < 2) {
    report(resource, {
      found: `The ${label} has ${count === 1 ? "one instance" : "no instance"}, so there is none to fail over to.`,
      fix: "Add a second cluster instance with clusterIdentifier: <cluster>.id, in another availability zone.",
      key: "instances",
    });
    return;
  }
  const zones = instances.map((one) => whenKnown(() => one.at("availabilityZone").string()));
  const [zone] = zones;
  if (instances.length === count && zone !== undefined && zones.every((one) => one === zone)) {
    report(resource, {
      found: `All instances of the ${label} are in ${zone}.`,
      fix: "Give one of them another availabilityZone, or leave it out: AWS then spreads them.",
      key: "zones",
    });
  }
}
