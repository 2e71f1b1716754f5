import { view, type Graph, type Resource, type Subject, type Value } from "../core";
import { databaseOf } from "./database";
import * as types from "./types";

/**
 * Engines and instance classes without Performance Insights (CloudWatch Database Insights).
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.Engines.html
 * RDS Custom: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html (EnablePerformanceInsights)
 */
const UNSUPPORTED: readonly { readonly engine: RegExp; readonly instanceClass: RegExp }[] = [
  { engine: /^(?:mysql|mariadb)$/, instanceClass: /^db\.t(?:2|3|4g)\.(?:micro|small)$/ },
  { engine: /^aurora(?:-mysql)?$/, instanceClass: /^db\.(?:t[23]\.|t4g\.(?:micro|small)$)/ },
  { engine: /^(?:db2-|custom-)/, instanceClass: /^/ },
];

/** Where Performance Insights is switched on: an instance, a member of a cluster, or a Multi-AZ cluster as a whole. */
export class InsightsView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** Whether engine and class have it. Those whose engine another stack or a snapshot knows are not asked. */
  get isSupported(): boolean {
    const engine = this.engine;
    const instanceClass = (this.resource.at("instanceClass").string() ?? "").toLowerCase();
    return (
      engine !== undefined &&
      !UNSUPPORTED.some((one) => one.engine.test(engine) && one.instanceClass.test(instanceClass))
    );
  }

  private get engine(): string | undefined {
    const database = databaseOf(this.resource);
    return database ? database.engine : this.resource.at("engine").string()?.toLowerCase();
  }

  get switch(): Value {
    return this.resource.at("performanceInsightsEnabled");
  }

  /**
   * The mode `advanced` of Database Insights is refused without Performance Insights, `standard` is there without it too.
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.TurningOnStandard.html, .../USER_DatabaseInsights.Considerations.html
   */
  get isOn(): boolean {
    const { resource } = this;
    const own = this.switch.boolean();
    if (own !== undefined) {
      return own;
    }
    return isAdvanced(resource) || this.clusters.some((one) => isOn(one));
  }

  /** The key of its data: its own, else its cluster's. */
  get key(): Value {
    const own = this.resource.at("performanceInsightsKmsKeyId");
    const [inherited] = own.isAbsent ? this.clusters.map((one) => one.at("performanceInsightsKmsKeyId")) : [];
    return inherited?.isAbsent === false ? inherited : own;
  }

  /** The cluster that a member belongs to, which may switch it on for all of them. */
  private get clusters(): readonly Resource[] {
    if (!types.RDS_CLUSTER_INSTANCE.includes(this.resource.type)) {
      return [];
    }
    return this.graph.resourcesAt(this.resource.at("clusterIdentifier"), types.RDS_CLUSTER);
  }
}

function isOn(cluster: Resource): boolean {
  return cluster.at("performanceInsightsEnabled").boolean() === true || isAdvanced(cluster);
}

function isAdvanced(resource: Resource): boolean {
  return resource.at("databaseInsightsMode").string() === "advanced";
}

const HOLDERS = [...types.RDS_INSTANCE, ...types.RDS_CLUSTER_INSTANCE, ...types.RDS_CLUSTER];

/** Aurora clusters have it in their members; Multi-AZ clusters have no members that a program sees. */
export const insightsSubjects = view(HOLDERS, (graph) =>
  graph
    .ofType(HOLDERS)
    .filter(
      (one) => one.isAnalysed && (!types.RDS_CLUSTER.includes(one.type) || !one.at("dbClusterInstanceClass").isAbsent),
    )
    .map((one) => new InsightsView(graph, one)),
);
