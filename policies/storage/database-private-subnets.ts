import { databases } from "../../aws/database";
import { kindOfSubnet, subnetsIn } from "../../aws/subnet";
import { definePolicy, every } from "../../core";

export default definePolicy({
  name: "database-private-subnets",
  category: "storage",
  requirements: ["STO-14"],
  severity: "medium",
  level: "mandatory",
  title: "Databases stand in private subnets",
  description: "The subnet group of a database has private or isolated subnets only.",
  rationale:
    "In a public subnet only a security group stands between the internet and the database. In a private one no packet finds its way, whatever else is misconfigured.",
  fix: "Name a subnet group of subnets whose route tables have no route to an internet gateway.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/rds/subnetgroup/",
  ],
  subjects: databases,
  needs: "stack",
  check(database, { each, graph, report, stack }) {
    const { subnetGroup, source } = database;
    if (subnetGroup.isAbsent || subnetGroup.raw === "default") {
      // A replica stands where its source does, unless that is in another region.
      if (subnetGroup.isPresent || source !== "replica" || database.isCrossRegionReplica(stack)) {
        report(subnetGroup, {
          found: `No subnet group of its own is named, so this ${database.label} stands in the default VPC, whose subnets are public.`,
          fix: `Set ${subnetGroup.display} to the name of a subnet group with private subnets (new aws.${packageOf(database.service)}.SubnetGroup("db", { subnetIds: [<private subnets>] })).`,
        });
      }
      return;
    }
    // Before subnets have ids it is not known which of them a place holds, so all are told in one finding.
    const names = new Set<string>();
    each(database.subnetLists, (list) => {
      each(subnetsIn(graph, list), (candidates) => {
        if (every(candidates, (subnet) => kindOfSubnet(subnet) === "public")) {
          candidates.forEach(({ name }) => names.add(`"${name}"`));
        }
      });
    });
    if (names.size > 0) {
      report(subnetGroup, {
        found: `Subnets of the group have a default route to an internet gateway: ${[...names].sort().join(", ")}.`,
        key: "public-subnets",
      });
    }
  },
});

function packageOf(service: string): string {
  return service === "DocumentDB" ? "docdb" : service.toLowerCase();
}
