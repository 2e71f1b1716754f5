import { foundational } from "../../aws/controls";
import { dataStores } from "../../aws/data-store";
import { subnetsOfKind } from "../../aws/placement";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "database-private-subnets",
  category: "storage",
  requirements: ["STO-14", "NET-11"],
  severity: "high",
  level: "mandatory",
  title: "Databases stand in private subnets",
  description: "Databases, caches, search domains and brokers stand in private or isolated subnets only.",
  rationale:
    "In a public subnet only a security group stands between the internet and the database. In a private one no packet finds its way, whatever else is misconfigured.",
  fix: "Name subnets, or a subnet group of subnets, whose route tables have no default route to an internet gateway.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/rds/subnetgroup/",
  ],
  controls: foundational("RDS.46"),
  subjects: dataStores,
  needs: "stack",
  check({ at, database, label, subnets }, { each, graph, report, stack }) {
    if (database && (at.isAbsent || at.raw === "default")) {
      // A replica stands where its source does, unless that is in another region.
      if (at.isPresent || database.source !== "replica" || database.isCrossRegionReplica(stack)) {
        report(at, {
          found: `No subnet group of its own is named, so this ${label} stands in the default VPC, whose subnets are public.`,
          fix: `Set ${at.display} to the name of a subnet group with private subnets (new aws.${packageOf(database.service)}.SubnetGroup("db", { subnetIds: [<private subnets>] })).`,
        });
      }
      return;
    }
    const names = subnetsOfKind(graph, subnets, ["public"], each);
    if (names.length > 0) {
      report(at, {
        found: `Subnets of ${database ? "the group" : `this ${label}`} have a default route to an internet gateway: ${names.join(", ")}.`,
        key: "public-subnets",
      });
    }
  },
});

function packageOf(service: string): string {
  return service === "DocumentDB" ? "docdb" : service.toLowerCase();
}
