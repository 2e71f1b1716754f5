/** Which alarms watch what the stack runs: databases, load balancers, groups of servers, services and functions. */
import { some, Undecided, view, whenKnown, type Graph, type Resource, type Subject, type Value } from "../core";
import { alarms, alarmsOutside, type AlarmView } from "./alarm";
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
        "an alarm on free storage (FreeStorageSpace, or FreeLocalStorage or VolumeBytesUsed of a cluster)",
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

/**
 * The log that an engine is not understood without; of another engine any log.
 * https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/rds/aws.sdk.kotlin.services.rds.model/-create-db-instance-request/enable-cloudwatch-logs-exports.html
 */
const MAIN_LOG: readonly (readonly [engine: RegExp, log: string])[] = [
  [/mysql|mariadb|^aurora$/, "error"],
  [/postgres/, "postgresql"],
  [/^oracle/, "alert"],
  [/^sqlserver/, "error"],
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
    const names = namesOf(this.resource);
    if (alarmsOutside(this.graph).some((alarm) => names.some((name) => mentions(alarm, name)))) {
      return [];
    }
    return KINDS[this.kind].asked.filter((one) => asked.includes(one.name) && !one.has(this)).map(({ label }) => label);
  }

  hasAlarmOn(metrics: RegExp): boolean {
    const watched = watchedMetrics(this.graph);
    const targets = [this.resource, ...membersOf(this.resource)];
    const own = targets.flatMap((target) => [
      ...(watched.byResource.get(target) ?? []),
      ...namesOf(target).flatMap((name) => watched.byName.get(`${this.kind} ${name}`) ?? []),
    ]);
    if (some(own, (name) => metrics.test(name.string() ?? "")) || this.isSelected(watched.queries, metrics)) {
      return true;
    }
    const mayBeAbout = ({ name, dimension }: OpenMetric): boolean => {
      const text = whenKnown(() => name.string() ?? "");
      return (
        (text === undefined || metrics.test(text)) &&
        targets.some((one) => (dimension.isUnknown || isNameOpen(one)) && this.graph.mayLeadTo(dimension, one))
      );
    };
    if (watched.isIncomplete || watched.open.some(mayBeAbout)) {
      throw new Undecided("what an alarm watches");
    }
    return false;
  }

  /** Whether errors are told: its own, those of all functions, or of what it is a part of; not those of another function. */
  get hasErrorAlarm(): boolean {
    return some(
      [(): boolean => this.hasAlarmOn(ERROR), () => this.graph.view(areErrorsTold, () => areErrorsTold(this.graph))],
      (one) => one(),
    );
  }

  /** Whether a database exports its engine's logs. RDS Custom cannot. */
  get exportsLogs(): boolean {
    const engine = this.resource.at("engine").string();
    const wanted = engine === undefined ? undefined : MAIN_LOG.find(([pattern]) => pattern.test(engine))?.[1];
    const exported = this.resource.at("enabledCloudwatchLogsExports").list();
    return (
      engine?.startsWith("custom-") === true ||
      some(exported, (one) => (wanted === undefined ? one.isPresent : one.string() === wanted))
    );
  }

  /** Network and gateway load balancers know nothing of HTTP. */
  get answersHttp(): boolean {
    return !["network", "gateway"].includes(this.resource.at("loadBalancerType").string() ?? "");
  }

  /**
   * Metrics Insights selects from all resources at once, so one query watches each of them.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html
   */
  private isSelected(queries: readonly Query[], metrics: RegExp): boolean {
    return queries.some(({ metric, source }) => metrics.test(metric) && source.includes(NAMESPACE[this.kind]));
  }
}

/** What alarms watch, put to what it belongs to. Made once per graph. */
interface WatchedMetrics {
  /** The names of the metrics whose dimensions lead to a resource. */
  readonly byResource: ReadonlyMap<Resource, readonly Value[]>;
  /** The same by kind of workload and the name that a dimension has as text. */
  readonly byName: ReadonlyMap<string, readonly Value[]>;
  readonly open: readonly OpenMetric[];
  readonly queries: readonly Query[];
  /** What some alarm watches is not known at all. */
  readonly isIncomplete: boolean;
}

/** A metric with a dimension that leads to nothing here as far as is known. */
interface OpenMetric {
  readonly name: Value;
  readonly dimension: Value;
}

/** `SELECT MAX(metric) FROM source`. */
interface Query {
  readonly metric: string;
  readonly source: string;
}

function watchedMetrics(graph: Graph): WatchedMetrics {
  graph.demandComplete();
  return graph.view(watchedMetrics, () => indexMetrics(graph));
}

function indexMetrics(graph: Graph): WatchedMetrics {
  const byResource = new Map<Resource, Value[]>();
  const byName = new Map<string, Value[]>();
  const open: OpenMetric[] = [];
  const read = alarms.of(graph).map((alarm) => whenKnown(() => contentOf(alarm)));
  for (const { name, key, dimension } of read.flatMap((content) => content?.dimensions ?? [])) {
    const link = graph.follow(dimension, TARGETS);
    if (link.kind === "inside") {
      link.resources.forEach((one) => add(byResource, one, name));
      continue;
    }
    open.push({ name, dimension });
    if (!dimension.isUnknown) {
      // `app/web/0123` is the load balancer "web", `api:live` an alias of the function "api".
      const parts = (dimension.string() ?? "").split(/[/:]/);
      parts.forEach((part) => add(byName, `${KIND_OF_DIMENSION.get(key) ?? ""} ${part}`, name));
    }
  }
  const queries = read.flatMap((content) => content?.queries ?? []);
  return { byResource, byName, open, queries, isIncomplete: read.includes(undefined) };
}

interface AlarmContent {
  readonly dimensions: readonly { readonly name: Value; readonly key: string; readonly dimension: Value }[];
  readonly queries: readonly Query[];
}

function contentOf(alarm: AlarmView): AlarmContent {
  const dimensions = alarm.metrics.flatMap(({ name, dimensions: all }) =>
    all.entries().map(([key, dimension]) => ({ name, key, dimension })),
  );
  return { dimensions, queries: alarm.expressions.flatMap(queriesIn) };
}

function queriesIn(expression: string): readonly Query[] {
  const found = /^\s*SELECT\s+\w+\(\s*"?([\w.]+)"?\s*\)\s+FROM\s+(.*)$/is.exec(expression);
  return found ? [{ metric: found[1] ?? "", source: found[2] ?? "" }] : [];
}

/** Whether an alarm is on errors of all functions, or of something that is no function. */
function areErrorsTold(graph: Graph): boolean {
  return some(alarms.of(graph), (alarm) =>
    some(
      alarm.metrics,
      ({ name, dimensions }) => ERROR.test(name.string() ?? "") && dimensions.at("FunctionName").isAbsent,
    ),
  );
}

function add<K>(index: Map<K, Value[]>, key: K, value: Value): void {
  const list = index.get(key);
  if (list) {
    list.push(value);
  } else {
    index.set(key, [value]);
  }
}

/** Whether a name stands in a text, and not as a part of a longer word. */
function mentions(text: string, name: string): boolean {
  const start = text.indexOf(name);
  return start >= 0 && !/\w/.test(text[start - 1] ?? "") && !/\w/.test(text[start + name.length] ?? "");
}

/** The dimensions that call a workload of a kind by name. */
const KIND_OF_DIMENSION: ReadonlyMap<string, WorkloadKind> = new Map([
  ["DBInstanceIdentifier", "database"],
  ["DBClusterIdentifier", "database"],
  ["LoadBalancer", "loadBalancer"],
  ["LoadBalancerName", "loadBalancer"],
  ["AutoScalingGroupName", "service"],
  ["ServiceName", "service"],
  ["FunctionName", "function"],
  ["Resource", "function"],
]);

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

/** What dimensions may lead to. */
const TARGETS: readonly string[] = [
  ...KIND_OF_TYPE.keys(),
  ...types.RDS_CLUSTER_INSTANCE,
  ...types.DOCDB_CLUSTER_INSTANCE,
];

/** The instances of a cluster, whose metrics are the cluster's too. Throws `Undecided` when there is none and one may turn out to be. */
function membersOf(cluster: Resource): readonly Resource[] {
  const kinds = MEMBERS.get(cluster.type);
  return kinds ? cluster.graph.referrers(cluster, kinds, "clusterIdentifier") : [];
}

const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ...types.RDS_CLUSTER.map((type) => [type, types.RDS_CLUSTER_INSTANCE] as const),
  ...types.DOCDB_CLUSTER.map((type) => [type, types.DOCDB_CLUSTER_INSTANCE] as const),
]);

/** The inputs by which dimensions call a resource. */
const NAME_INPUTS = ["identifier", "clusterIdentifier", "name"];

/** Whether what a resource will be called is not known. */
function isNameOpen(resource: Resource): boolean {
  return NAME_INPUTS.some((input) => resource.at(input).isUnknown);
}

function namesOf(resource: Resource): readonly string[] {
  return NAME_INPUTS.flatMap((input) => {
    const value = resource.at(input);
    return value.isUnknown ? [] : (value.string() ?? []);
  });
}
