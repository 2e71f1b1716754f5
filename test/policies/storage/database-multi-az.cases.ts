import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases, type Build, type Case } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const MEMBER = "aws:rds/clusterInstance:ClusterInstance";
const DOCDB = "aws:docdb/cluster:Cluster";
const NEPTUNE = "aws:neptune/cluster:Cluster";
const TARGET = "aws:appautoscaling/target:Target";

const inProd = (stack: Build): Case => ({ stack, stackName: "prod" });

const cluster = (s: StackBuilder, zones: readonly (string | undefined)[], inputs: Record<string, unknown> = {}) => {
  const made: BuiltResource = s.resource(CLUSTER, "cluster", { engine: "aurora-postgresql", ...inputs });
  zones.forEach((availabilityZone, index) => {
    s.resource(MEMBER, `member${index}`, { clusterIdentifier: made.id, availabilityZone });
  });
  return made;
};

const scale = (s: StackBuilder, resourceId: unknown, minCapacity: unknown): void => {
  s.resource(TARGET, "readers", {
    resourceId,
    minCapacity,
    maxCapacity: 4,
    scalableDimension: "rds:cluster:ReadReplicaCount",
    serviceNamespace: "rds",
  });
};

export default cases("database-multi-az", {
  passes: {
    "an instance with a standby": inProd((s) => {
      s.resource(DB, "db", { multiAz: true });
    }),
    "an instance in dev": (s) => {
      s.resource(DB, "db", { multiAz: false });
      s.resource(CLUSTER, "cluster");
    },
    "an instance in a stack for a pull request": {
      stack: (s) => {
        s.resource(DB, "db");
      },
      stackName: "pr-42",
    },
    "an environment that the organisation calls ephemeral": {
      stack: (s) => {
        s.resource(DB, "db");
      },
      stackName: "load",
      settings: { ephemeralEnvironments: ["load"] },
    },
    "one instance in a zone, and readers that scale wherever they may": inProd((s) => {
      const made = cluster(s, ["us-east-1a"]);
      scale(s, s.text`cluster:${made.id}`, 1);
    }),
    "a read replica": inProd((s) => {
      s.resource(DB, "db", { replicateSourceDb: "main" });
    }),
    "a Multi-AZ cluster": inProd((s) => {
      s.resource(CLUSTER, "cluster", { engine: "postgres", dbClusterInstanceClass: "db.m6gd.large" });
    }),
    "Aurora with two instances": inProd((s) => {
      cluster(s, [undefined, undefined]);
    }),
    "Aurora with instances in two zones": inProd((s) => {
      cluster(s, ["us-east-1a", "us-east-1b"]);
    }),
    "Aurora with instances that name the cluster literally": inProd((s) => {
      s.resource(CLUSTER, "cluster", { clusterIdentifier: "main" }, { outputs: { id: "main" } });
      s.resource(MEMBER, "one", { clusterIdentifier: "main" });
      s.resource(MEMBER, "two", { clusterIdentifier: "main" });
    }),
    "Aurora with instances, one of which names the cluster literally": inProd((s) => {
      const made = cluster(s, [undefined], { clusterIdentifier: "main" });
      s.resource(MEMBER, "two", { clusterIdentifier: "main" }, { dependsOn: [made] });
    }),
    "Aurora with readers that scale, one at least": inProd((s) => {
      const made = cluster(s, [undefined]);
      scale(s, s.text`cluster:${made.id}`, 1);
    }),
    "Aurora with readers that scale, by literal name": inProd((s) => {
      cluster(s, [undefined], { clusterIdentifier: "main" });
      scale(s, "cluster:main", 2);
    }),
    "Aurora Serverless v1 and Limitless have no instances": inProd((s) => {
      s.resource(CLUSTER, "v1", { engineMode: "serverless" });
      s.resource(CLUSTER, "limitless", { clusterScalabilityType: "limitless" });
    }),
    "a secondary of a global cluster": inProd((s) => {
      s.resource(CLUSTER, "cluster", { globalClusterIdentifier: "world" });
    }),
    "DocumentDB and Neptune with two instances": inProd((s) => {
      const docs = s.resource(DOCDB, "docs");
      const graph = s.resource(NEPTUNE, "graph");
      for (const name of ["a", "b"]) {
        s.resource("aws:docdb/clusterInstance:ClusterInstance", `docs-${name}`, { clusterIdentifier: docs.id });
        s.resource("aws:neptune/clusterInstance:ClusterInstance", `graph-${name}`, { clusterIdentifier: graph.id });
      }
    }),
    Redshift: inProd((s) => {
      s.resource("aws:redshift/cluster:Cluster", "warehouse");
    }),
  },
  fails: {
    "no standby": {
      ...inProd((s) => {
        s.resource(DB, "unset");
        s.resource(DB, "off", { multiAz: false });
        s.resource(DB, "restored", { snapshotIdentifier: "x" });
      }),
      findings: [
        { resource: "unset", path: "multiAz", found: /no standby: multiAz is not set/ },
        { resource: "off", path: "multiAz", found: /multiAz is not true/ },
        { resource: "restored", path: "multiAz", found: /not set/ },
      ],
    },
    "SQL Server Express, which cannot have one": {
      ...inProd((s) => {
        s.resource(DB, "db", { engine: "sqlserver-ex" });
        s.resource(DB, "web", { engine: "sqlserver-web" });
      }),
      findings: [
        { resource: "db", path: "multiAz", found: /no standby/, fix: /engine: "sqlserver-se"/ },
        { resource: "web", path: "multiAz", found: /no standby/, fix: /^Set multiAz: true\.$/ },
      ],
    },
    "staging is protected": {
      stack: (s) => {
        s.resource(DB, "db");
      },
      stackName: "staging",
      findings: [{ resource: "db", path: "multiAz", found: /no standby/ }],
    },
    "one instance": {
      ...inProd((s) => {
        cluster(s, [undefined]);
      }),
      findings: [
        { resource: "cluster", path: "", found: /RDS cluster has one instance/, fix: /second cluster instance/ },
      ],
    },
    "no instance": {
      ...inProd((s) => {
        cluster(s, []);
        s.resource(DOCDB, "docs");
        s.resource(NEPTUNE, "graph");
      }),
      findings: [
        { resource: "cluster", path: "", found: /no instance/ },
        { resource: "docs", path: "", found: /DocumentDB cluster has no instance/ },
        { resource: "graph", path: "", found: /Neptune cluster has no instance/ },
      ],
    },
    "the second instance belongs to another cluster": {
      ...inProd((s) => {
        cluster(s, [undefined]);
        const other = s.resource(CLUSTER, "other", { engineMode: "serverless" });
        s.resource(MEMBER, "two", { clusterIdentifier: other.id });
      }),
      findings: [{ resource: "cluster", path: "", found: /one instance/ }],
    },
    "all instances in one zone": {
      ...inProd((s) => {
        cluster(s, ["us-east-1a", "us-east-1a"]);
      }),
      findings: [
        {
          resource: "cluster",
          path: "",
          found: /All instances .* are in us-east-1a/,
          fix: /another availabilityZone/,
          key: "zones",
        },
      ],
    },
    "readers of another cluster that scale": {
      ...inProd((s) => {
        cluster(s, [undefined], { clusterIdentifier: "main" });
        const other = s.resource(CLUSTER, "other", { engineMode: "serverless" });
        scale(s, s.text`cluster:${other.id}`, 1);
        s.resource(TARGET, "more", { resourceId: "cluster:elsewhere", minCapacity: 2 });
        s.resource(TARGET, "service", { resourceId: "service/cluster:main", minCapacity: 2 });
        s.resource(TARGET, "broken", { minCapacity: 2 });
      }),
      findings: [{ resource: "cluster", path: "", found: /one instance/, key: "instances" }],
    },
    "one instance, which names the cluster literally": {
      ...inProd((s) => {
        s.resource(CLUSTER, "cluster", { clusterIdentifier: "main" }, { outputs: { id: "main" } });
        s.resource(MEMBER, "one", { clusterIdentifier: "main" });
      }),
      findings: [{ resource: "cluster", path: "", found: /one instance/ }],
    },
    "readers that scale down to none": {
      ...inProd((s) => {
        const made = cluster(s, [undefined]);
        scale(s, s.text`cluster:${made.id}`, 0);
      }),
      findings: [{ resource: "cluster", path: "", found: /one instance/ }],
    },
  },
  undecided: {
    "what the cluster is called, while its instances name one literally": inProd((s) => {
      s.resource(CLUSTER, "cluster", { clusterIdentifier: s.unknown });
      s.resource(MEMBER, "one", { clusterIdentifier: "main" });
      s.resource(MEMBER, "two", { clusterIdentifier: "main" });
    }),
    "whether there is a standby": inProd((s) => {
      s.resource(DB, "db", { multiAz: s.unknown });
    }),
    "which cluster an instance belongs to": inProd((s) => {
      cluster(s, [undefined]);
      s.resource(MEMBER, "other", { clusterIdentifier: s.unknown });
    }),
    "what kind of cluster it is": inProd((s) => {
      s.resource(CLUSTER, "cluster", { engineMode: s.unknown });
    }),
  },
  malformed: {
    "odd types": {
      ...inProd((s) => {
        s.resource(DB, "db", { multiAz: ["x"] });
        s.resource(CLUSTER, "cluster", { engineMode: 3, clusterScalabilityType: {} });
        s.resource(MEMBER, "member", { clusterIdentifier: ["a", "b"] });
        scale(s, 3, "many");
      }),
      findings: [
        { resource: "db", path: "multiAz", found: /no standby/ },
        { resource: "cluster", path: "", found: /no instance/ },
      ],
    },
  },
});
