import { cases } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const MEMBER = "aws:rds/clusterInstance:ClusterInstance";
const REDSHIFT = "aws:redshift/cluster:Cluster";

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
    },
  },
  malformed: {
    "odd types": (s) => {
      s.resource(DB, "db", { publiclyAccessible: ["x"] });
      s.resource(REDSHIFT, "warehouse", { publiclyAccessible: null }, { provider: s.provider("p", { version: 6 }) });
    },
  },
});
