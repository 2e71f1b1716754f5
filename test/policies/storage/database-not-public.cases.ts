import { cases } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const MEMBER = "aws:rds/clusterInstance:ClusterInstance";
const REDSHIFT = "aws:redshift/cluster:Cluster";

const PROFILE = "aws:dms/instanceProfile:InstanceProfile";
const MSK = "aws:msk/cluster:Cluster";

const brokers = (type: unknown): Record<string, unknown> => ({
  brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type } } },
});

export default cases("database-not-public", {
  passes: {
    "unset is false": (s) => {
      s.resource(DB, "db");
      s.resource(MEMBER, "member");
      s.resource(REDSHIFT, "warehouse");
    },
    false: (s) => {
      s.resource(DB, "db", { publiclyAccessible: false });
      s.resource(REDSHIFT, "warehouse", { publiclyAccessible: "false" });
    },
    "Redshift that an older provider is told to keep private": (s) => {
      s.resource(
        REDSHIFT,
        "warehouse",
        { publiclyAccessible: false },
        { provider: s.provider("default_6_83_0", { version: "6.83.0" }) },
      );
    },
    "Redshift of a provider of two digits, of one whose version is no number": (s) => {
      s.resource(REDSHIFT, "a", {}, { provider: s.provider("p10", { version: "10.0.0" }) });
      s.resource(REDSHIFT, "b", {}, { provider: s.provider("beta", { version: "beta-6.1" }) });
      s.resource(REDSHIFT, "c", {}, { provider: s.provider("none", {}) });
    },
    "what the provider keeps private unless told otherwise": (s) => {
      s.resource("aws:dms/replicationInstance:ReplicationInstance", "a");
      s.resource("aws:redshiftserverless/workgroup:Workgroup", "b");
      s.resource("aws:mq/broker:Broker", "c");
      s.resource("aws:neptunegraph/graph:Graph", "d");
      s.resource(PROFILE, "e", { publiclyAccessible: false });
    },
    "brokers without public access": (s) => {
      s.resource(MSK, "a", { brokerNodeGroupInfo: {} });
      s.resource(MSK, "b", brokers("DISABLED"));
      s.resource(MSK, "c", { ...brokers("DISABLED"), publiclyAccessible: true });
    },
    "an instance of an older provider": (s) => {
      s.resource(DB, "db", {}, { provider: s.provider("default_6_83_0", { version: "6.83.0" }) });
    },
    "a database that is only read": (s) => {
      s.resource(DB, "db", { publiclyAccessible: true }, { isRead: true });
      s.resource(
        REDSHIFT,
        "warehouse",
        {},
        { isRead: true, provider: s.provider("default_6_83_0", { version: "6.83.0" }) },
      );
    },
  },
  fails: {
    "every kind of database": {
      stack: (s) => {
        s.resource(DB, "a", { publiclyAccessible: true });
        s.resource(MEMBER, "b", { publiclyAccessible: "true" });
        s.resource(REDSHIFT, "c", { publiclyAccessible: true });
        s.resource("aws:neptune/clusterInstance:ClusterInstance", "d", { publiclyAccessible: true });
        s.resource("aws:rds/shardGroup:ShardGroup", "e", { publiclyAccessible: true });
      },
      findings: ["a", "b", "c", "d", "e"].map((resource) => ({
        resource,
        path: "publiclyAccessible",
        found: /^It gets a public address/,
      })),
    },
    "other data services": {
      stack: (s) => {
        s.resource("aws:dms/replicationInstance:ReplicationInstance", "a", { publiclyAccessible: true });
        s.resource(PROFILE, "b", { publiclyAccessible: true });
        s.resource("aws:redshiftserverless/workgroup:Workgroup", "c", { publiclyAccessible: true });
        s.resource("aws:mq/broker:Broker", "d", { publiclyAccessible: true });
        s.resource("aws:timestreaminfluxdb/dbInstance:DbInstance", "e", { publiclyAccessible: true });
        s.resource("aws:timestreaminfluxdb/dbCluster:DbCluster", "f", { publiclyAccessible: true });
        s.resource("aws:lightsail/database:Database", "g", { publiclyAccessible: true });
        s.resource("aws:m2/environment:Environment", "h", { publiclyAccessible: true });
      },
      findings: ["a", "b", "c", "d", "e", "f", "g", "h"].map((resource) => ({
        resource,
        path: "publiclyAccessible",
        found: /^It gets a public address\.$/,
        fix: /^Set publiclyAccessible: false, and reach it/,
      })),
    },
    "a graph": {
      stack: (s) => {
        s.resource("aws:neptunegraph/graph:Graph", "graph", { publicConnectivity: true });
      },
      findings: [
        {
          resource: "graph",
          path: "publicConnectivity",
          found: /public address/,
          fix: /^Set publicConnectivity: false/,
        },
      ],
    },
    "brokers with public access": {
      stack: (s) => {
        s.resource(MSK, "kafka", brokers("SERVICE_PROVIDED_EIPS"));
      },
      findings: [
        {
          resource: "kafka",
          path: "brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
          found: /^Its brokers get public addresses\.$/,
          fix: /type to "DISABLED", and reach it from within the VPC/,
        },
      ],
    },
    "a DMS instance profile, unset": {
      stack: (s) => {
        s.resource(PROFILE, "profile", {}, { provider: s.provider("p", { version: "7.48.0" }) });
      },
      findings: [
        { resource: "profile", path: "publiclyAccessible", found: /: DMS gives an instance profile one unless told/ },
      ],
    },
    "Redshift of an older provider, unset": {
      stack: (s) => {
        s.resource(REDSHIFT, "warehouse", {}, { provider: s.provider("default_6_83_0", { version: "6.83.0" }) });
      },
      findings: [{ resource: "warehouse", path: "publiclyAccessible", found: /version 6 of the AWS provider/ }],
    },
  },
  undecided: {
    "whether it is public": (s) => {
      s.resource(DB, "db", { publiclyAccessible: s.unknown });
      s.resource(PROFILE, "profile", { publiclyAccessible: s.unknown });
      s.resource(MSK, "kafka", brokers(s.unknown));
    },
  },
  malformed: {
    "odd types": (s) => {
      s.resource(DB, "db", { publiclyAccessible: ["x"] });
      s.resource(REDSHIFT, "warehouse", { publiclyAccessible: null }, { provider: s.provider("p", { version: 6 }) });
      s.resource(MSK, "kafka", { brokerNodeGroupInfo: "x" });
      s.resource(MSK, "list", brokers(["DISABLED"]));
    },
  },
});
