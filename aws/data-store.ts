import { view, type Graph, type Resource, type Subject, type Value } from "../core";
import { DATABASES, databases, type DatabaseView } from "./database";
import { subnetsOfGroup, type Places } from "./placement";
import * as types from "./types";

/** What keeps data besides the databases of `database.ts`, and where it names its subnets. */
interface Kind {
  readonly types: readonly string[];
  /** For sentences. */
  readonly label: string;
  readonly path: readonly string[];
  /** The subnet groups that the path names; none when it names subnets. */
  readonly groups?: readonly string[];
}

/** Inputs of @pulumi/aws 7.48.0. */
const KINDS: readonly Kind[] = [
  { types: types.REDSHIFT_SERVERLESS_WORKGROUP, label: "Redshift workgroup", path: ["subnetIds"] },
  { types: types.DOCDB_ELASTIC_CLUSTER, label: "DocumentDB elastic cluster", path: ["subnetIds"] },
  { types: types.RDS_PROXY, label: "RDS proxy", path: ["vpcSubnetIds"] },
  { types: types.INFLUX_DATABASE, label: "InfluxDB database", path: ["vpcSubnetIds"] },
  {
    types: types.ELASTICACHE,
    label: "ElastiCache cluster",
    path: ["subnetGroupName"],
    groups: types.ELASTICACHE_SUBNET_GROUP,
  },
  { types: types.ELASTICACHE_SERVERLESS, label: "ElastiCache cache", path: ["subnetIds"] },
  {
    types: types.MEMORYDB_CLUSTER,
    label: "MemoryDB cluster",
    path: ["subnetGroupName"],
    groups: types.MEMORYDB_SUBNET_GROUP,
  },
  { types: types.DAX_CLUSTER, label: "DAX cluster", path: ["subnetGroupName"], groups: types.DAX_SUBNET_GROUP },
  {
    types: types.DMS_REPLICATION_INSTANCE,
    label: "DMS replication instance",
    path: ["replicationSubnetGroupId"],
    groups: types.DMS_SUBNET_GROUP,
  },
  { types: types.SEARCH_DOMAIN, label: "search domain", path: ["vpcOptions", "subnetIds"] },
  { types: types.MSK_CLUSTER, label: "Kafka cluster", path: ["brokerNodeGroupInfo", "clientSubnets"] },
  { types: types.MSK_SERVERLESS_CLUSTER, label: "Kafka cluster", path: ["vpcConfigs", "subnetIds"] },
  { types: types.MQ_BROKER, label: "message broker", path: ["subnetIds"] },
];

/** Something that keeps data and stands in subnets. */
export interface DataStore extends Subject {
  /** For sentences: "RDS instance". */
  readonly label: string;
  /** What names its subnets or its subnet group. */
  readonly at: Value;
  /** The places that name its subnets; none when its subnet group is outside. */
  readonly subnets: Places;
  /** Set for the databases of `database.ts`. */
  readonly database?: DatabaseView;
}

/** What the program makes that keeps data in subnets: databases, caches, search domains, brokers. */
export const dataStores = view([...DATABASES, ...KINDS.flatMap((kind) => kind.types)], (graph) => [
  ...databases.of(graph).map(storeOfDatabase),
  ...KINDS.flatMap((kind) =>
    graph
      .ofType(kind.types)
      .filter((one) => one.isAnalysed)
      .map((one) => storeOf(graph, one, kind)),
  ),
]);

function storeOfDatabase(database: DatabaseView): DataStore {
  return {
    resource: database.resource,
    label: database.label,
    at: database.subnetGroup,
    get subnets() {
      return database.subnetLists;
    },
    database,
  };
}

function storeOf(graph: Graph, resource: Resource, { label, path, groups }: Kind): DataStore {
  const at = resource.at(...path);
  return {
    resource,
    label,
    at,
    get subnets() {
      return groups ? subnetsOfGroup(graph, at, groups) : [at];
    },
  };
}
