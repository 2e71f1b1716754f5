/** Which alarms watch what the stack runs: databases, load balancers, groups of servers, services and functions. */
import { some, Undecided, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { alarms, alarmsOutside, type AlarmView, type WatchedMetric } from "./alarm";
import * as types from "./types";

/** The kinds of workloads, as settings name them. */
export type WorkloadKind = "database" | "loadBalancer" | "service" | "function";

/** What a workload is to have. */
interface Asked {
  /** As settings name it. */
  readonly name: string;
  /** For messages. */
  readonly label: string;
  has(workload: Workload): boolean;
}

interface Kind {
  readonly types: readonly string[];
  readonly asked: readonly Asked[];
}

const alarmOn = (name: string, label: string, metrics: RegExp): Asked => ({
  name,
  label,
  has: (workload) => workload.hasAlarmOn(metrics),
});

/**
 * The metrics of each kind.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html (whose storage grows by itself)
 * - https://docs.aws.amazon.com/documentdb/latest/developerguide/cloud_watch.html
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
const KINDS: Readonly<Record<WorkloadKind, Kind>> = {
  database: {
    types: [...types.RDS_INSTANCE, ...types.RDS_CLUSTER, ...types.DOCDB_CLUSTER],
    asked: [
      alarmOn("cpu", "an alarm on CPU (CPUUtilization)", /^(?:CPUUtilization|ACUUtilization)$/),
      alarmOn(
        "storage",
        "an alarm on free storage (FreeStorageSpace; FreeLocalStorage or VolumeBytesUsed of a cluster)",
        /^(?:Free(?:Storage|LocalStorage|EphemeralStorage)\w*|VolumeBytesUsed|AuroraVolumeBytesLeftTotal)$/,
      ),
      alarmOn("connections", "an alarm on connections (DatabaseConnections)", /^DatabaseConnections\w*$/),
      { name: "logs", label: "its engine's logs in enabledCloudwatchLogsExports", has: (one) => one.exportsLogs },
    ],
  },
  loadBalancer: {
    types: [...types.LOAD_BALANCER, ...types.CLASSIC_LOAD_BALANCER],
    asked: [
      {
        name: "5xx",
        label: "an alarm on 5xx answers (HTTPCode_Target_5XX_Count or HTTPCode_ELB_5XX_Count)",
        has: (one) => !one.answersHttp || one.hasAlarmOn(/^HTTPCode_\w*_5/),
      },
      alarmOn("unhealthy-hosts", "an alarm on unhealthy hosts (UnHealthyHostCount)", /^(?:Un)?Healthy(?:Host|State)/),
    ],
  },
  service: {
    types: [...types.AUTOSCALING_GROUP, ...types.ECS_SERVICE],
    asked: [alarmOn("metric", "an alarm on CPU (CPUUtilization) or on a metric of its own", /./)],
  },
  function: {
    types: types.LAMBDA_FUNCTION,
    asked: [
      {
        name: "errors",
        label: "an alarm on Errors, of its own or of its application",
        has: (one) => one.hasErrorAlarm,
      },
    ],
  },
};

/** What settings may ask for, by kind. */
export const ASKED: Readonly<Record<WorkloadKind, readonly string[]>> = {
  database: KINDS.database.asked.map(({ name }) => name),
  loadBalancer: KINDS.loadBalancer.asked.map(({ name }) => name),
  service: KINDS.service.asked.map(({ name }) => name),
  function: KINDS.function.asked.map(({ name }) => name),
};

const ERROR = /error|5xx|fault|deadletter/i;

/** The log that an engine is not understood without; any log of another engine. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CloudwatchLogsExportConfiguration.html */
const MAIN_LOG: readonly (readonly [engine: RegExp, log: string])[] = [
  [/mysql|mariadb|^aurora$/, "error"],
  [/postgres/, "postgresql"],
  [/^(?:custom-)?oracle/, "alert"],
  [/^(?:custom-)?sqlserver/, "error"],
  [/^db2/, "diag.log"],
];

/** Something that runs and that alarms are to watch. */
export class Workload implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    readonly kind: WorkloadKind,
  ) {}

  /** What it lacks of what is asked for, for messages. Throws `Undecided` while an alarm may be about it. */
  lacks(asked: readonly string[]): readonly string[] {
    const { graph, resource } = this;
    graph.demandComplete();
    const names = namesOf(resource);
    if (alarmsOutside(graph).some((alarm) => names.some((name) => alarm.includes(name)))) {
      return [];
    }
    return KINDS[this.kind].asked.filter((one) => asked.includes(one.name) && !one.has(this)).map(({ label }) => label);
  }

  hasAlarmOn(metrics: RegExp): boolean {
    return some(
      alarms.of(this.graph),
      (alarm) =>
        some(alarm.metrics, (metric) => metrics.test(metric.name.string() ?? "") && this.isMeantBy(metric)) ||
        this.isSelectedBy(alarm, metrics),
    );
  }

  /** Whether errors are told: its own, those of all functions, or of what it is a part of; not those of another function. */
  get hasErrorAlarm(): boolean {
    return some(
      alarms.of(this.graph),
      (alarm) =>
        some(alarm.metrics, (metric) => {
          const isAboutFunction = !metric.dimensions.at("FunctionName").isAbsent;
          return ERROR.test(metric.name.string() ?? "") && (!isAboutFunction || this.isMeantBy(metric));
        }) || this.isSelectedBy(alarm, ERROR),
    );
  }

  get exportsLogs(): boolean {
    const engine = this.resource.at("engine");
    const wanted = engine.isAbsent ? undefined : MAIN_LOG.find(([pattern]) => pattern.test(engine.string() ?? ""))?.[1];
    const exported = this.resource.at("enabledCloudwatchLogsExports").list();
    return some(exported, (one) => (wanted === undefined ? one.isPresent : one.string() === wanted));
  }

  /** Network and gateway load balancers know nothing of HTTP. */
  get answersHttp(): boolean {
    return !["network", "gateway"].includes(this.resource.at("loadBalancerType").string() ?? "");
  }

  /** Whether one of a metric's dimensions is this workload, or a member of this cluster. */
  private isMeantBy(metric: WatchedMetric): boolean {
    const targets = [this.resource, ...membersOf(this.resource)];
    const values = metric.dimensions.entries().map(([, value]) => value);
    return some(values, (value) => some(targets, (target) => leadsTo(value, target)));
  }

  /**
   * Metrics Insights selects from all resources at once, so one query watches each of them.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html
   */
  private isSelectedBy(alarm: AlarmView, metrics: RegExp): boolean {
    return alarm.expressions.some((expression) => {
      const [, metric = "", source = ""] =
        /^\s*SELECT\s+\w+\(\s*"?([\w.]+)"?\s*\)\s+FROM\s+(.*)$/is.exec(expression) ?? [];
      return metrics.test(metric) && source.includes(NAMESPACE[this.kind]);
    });
  }
}

/** What the namespaces of a kind have in common. */
const NAMESPACE: Readonly<Record<WorkloadKind, string>> = {
  database: "DB",
  loadBalancer: "ELB",
  service: "AWS/E",
  function: "AWS/Lambda",
};

const KIND_OF_TYPE = new Map(
  Object.entries(KINDS).flatMap(([kind, { types: list }]) => list.map((type) => [type, kind as WorkloadKind] as const)),
);

/** The workloads that the stack itself makes. */
export const workloads = view([...KIND_OF_TYPE.keys()], (graph) =>
  graph.ofType([...KIND_OF_TYPE.keys()]).flatMap((resource) => {
    const kind = KIND_OF_TYPE.get(resource.type);
    return kind && resource.isAnalysed ? new Workload(graph, resource, kind) : [];
  }),
);

/** The instances of a cluster, whose metrics are the cluster's too. */
function membersOf(cluster: Resource): readonly Resource[] {
  const kinds = types.RDS_CLUSTER.includes(cluster.type)
    ? types.RDS_CLUSTER_INSTANCE
    : types.DOCDB_CLUSTER.includes(cluster.type)
      ? types.DOCDB_CLUSTER_INSTANCE
      : [];
  return cluster.graph.ofType(kinds).filter((one) => {
    const link = cluster.graph.follow(one.at("clusterIdentifier"), [cluster.type]);
    return link.kind === "inside" && link.resources.includes(cluster);
  });
}

/** The inputs by which dimensions call a resource. */
const NAME_INPUTS = ["identifier", "clusterIdentifier", "name"];

function namesOf(resource: Resource): readonly string[] {
  return NAME_INPUTS.flatMap((input) => {
    const value = resource.at(input);
    return value.isUnknown ? [] : (value.string() ?? []);
  });
}

/** Whether a dimension names a resource. Throws `Undecided` while it may. */
function leadsTo(dimension: Value, resource: Resource): boolean {
  const link = resource.graph.follow(dimension, [resource.type]);
  if (link.kind === "inside") {
    return link.resources.includes(resource);
  }
  if (resource.graph.mayLeadTo(dimension, resource)) {
    throw new Undecided(dimension.display);
  }
  // `app/web/0123` is the load balancer "web", `api:live` an alias of the function "api".
  const parts = dimension.isUnknown ? [] : (dimension.string() ?? "").split(/[/:]/);
  return namesOf(resource).some((name) => parts.includes(name));
}
