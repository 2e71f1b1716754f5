/** Which alarms watch what the stack runs: databases, load balancers, groups of servers, services and functions. */
import { addTo, some, Undecided, view, whenKnown, type Graph, type Resource, type Subject, type Value } from "../core";
import { alarms, alarmsOutside, type AlarmView, type WatchedMetric } from "./alarm";
import { scalesByTargetTracking } from "./target-tracking";
import * as types from "./types";

/** The kinds of workloads, as settings name them. */
export type WorkloadKind = "database" | "loadBalancer" | "service" | "function";

/** What a workload is to have. */
interface Asked {
  /** As settings name it. */
  readonly name: string;
  /** For messages. */
  readonly label: (workload: Workload) => string;
  has(workload: Workload): boolean;
}

interface Kind {
  readonly types: readonly string[];
  readonly asked: readonly Asked[];
}

const alarmOn = (name: string, label: string, metrics: RegExp): Asked => ({
  name,
  label: () => label,
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
      {
        name: "logs",
        label: ({ mainLog }) =>
          mainLog === undefined
            ? "its engine's logs in enabledCloudwatchLogsExports"
            : `its engine's log "${mainLog}" in enabledCloudwatchLogsExports`,
        has: (one) => one.exportsLogs,
      },
    ],
  },
  loadBalancer: {
    types: [...types.LOAD_BALANCER, ...types.CLASSIC_LOAD_BALANCER],
    asked: [
      {
        name: "5xx",
        label: () => "an alarm on 5xx answers (HTTPCode_Target_5XX_Count or HTTPCode_ELB_5XX_Count)",
        has: (one) => !one.answersHttp || one.hasAlarmOn(/^HTTPCode_\w*_5/),
      },
      alarmOn("unhealthy-hosts", "an alarm on unhealthy hosts (UnHealthyHostCount)", /^(?:Un)?Healthy(?:Host|State)/),
    ],
  },
  service: {
    types: [...types.AUTOSCALING_GROUP, ...types.ECS_SERVICE],
    asked: [
      {
        name: "metric",
        label: () => "an alarm on CPU (CPUUtilization) or on a metric of its own",
        has: (one) => one.hasMetricAlarm,
      },
    ],
  },
  function: {
    types: types.LAMBDA_FUNCTION,
    asked: [
      {
        name: "errors",
        label: () => "an alarm on Errors, of its own or of its application",
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

/** Metrics that count what went wrong, and queues of what could not be processed. */
const ERROR = /error|exception|fail|fault|5xx|dead.?letter|dlq/i;

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

  /** What it lacks of what is asked for: names and labels. Throws `Undecided` while an alarm may be about it. */
  lacks(asked: readonly string[]): readonly { readonly name: string; readonly label: string }[] {
    const names = namesOf(this.resource);
    const others = alarmsOutside(this.graph);
    if (others.some((alarm) => names.some((name) => mentions(alarm, name)))) {
      return [];
    }
    if (others.length > 0 && isNameOpen(this.resource)) {
      throw new Undecided("what a composite alarm is about");
    }
    return KINDS[this.kind].asked
      .filter((one) => asked.includes(one.name) && !one.has(this))
      .map(({ name, label }) => ({ name, label: label(this) }));
  }

  /** The namespace of its metrics, and the dimensions by which an alarm of a program names it. */
  get address(): { readonly namespace: string; readonly dimensions: string } {
    const { type } = this.resource;
    const [, namespace = "", dimensions = ""] = ADDRESSES.find(([list]) => list.includes(type)) ?? [];
    const own = types.LOAD_BALANCER.includes(type)
      ? BALANCER_NAMESPACES[this.resource.at("loadBalancerType").string() ?? ""]
      : undefined;
    return { namespace: own ?? namespace, dimensions };
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
        targets.some((one) => (dimension.isUnknown ? this.graph.mayLeadTo(dimension, one) : isNameOpen(one)))
      );
    };
    if (watched.isIncomplete || watched.open.some(mayBeAbout)) {
      throw new Undecided("what an alarm watches");
    }
    return false;
  }

  /** Whether errors are told: its own, those of all functions, or of what it is a part of; not those of another function. */
  get hasErrorAlarm(): boolean {
    const ways = [
      (): boolean => this.hasAlarmOn(ERROR),
      (): boolean => areErrorsTold(this.graph),
      (): boolean => this.areDeadLettersWatched,
    ];
    return some(ways, (one) => one());
  }

  /** Whether an alarm is on the queue that takes what the function failed at, whatever it is called. */
  private get areDeadLettersWatched(): boolean {
    const target = this.resource.at("deadLetterConfig", "targetArn");
    const link = this.graph.follow(target, types.QUEUE);
    if (link.kind === "outside" && target.isUnknown) {
      throw new Undecided(target.display);
    }
    const { byResource } = watchedMetrics(this.graph);
    return link.kind === "inside" && link.resources.some((queue) => byResource.has(queue));
  }

  /** Whether an alarm is on any metric of it; scaling by target tracking comes with alarms of its own. */
  get hasMetricAlarm(): boolean {
    const ways = [
      (): boolean => this.hasAlarmOn(/./),
      (): boolean => scalesByTargetTracking(this.resource, namesOf(this.resource)),
    ];
    return some(ways, (one) => one());
  }

  /** Whether a database exports its engine's logs. RDS Custom cannot. */
  get exportsLogs(): boolean {
    const { mainLog } = this;
    const exported = this.resource.at("enabledCloudwatchLogsExports").list();
    return (
      this.resource.at("engine").string()?.startsWith("custom-") === true ||
      some(exported, (one) => (mainLog === undefined ? one.isPresent : one.string() === mainLog))
    );
  }

  /** The log that its engine is not understood without; `undefined` where any log will do. */
  get mainLog(): string | undefined {
    const engine = this.resource.at("engine").string() ?? "";
    return MAIN_LOG.find(([pattern]) => pattern.test(engine))?.[1];
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
    return queries.some(({ metric, source }) => metrics.test(metric) && NAMESPACES[this.kind].test(source));
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
      link.resources.forEach((one) => addTo(byResource, one, name));
      continue;
    }
    open.push({ name, dimension });
    if (!dimension.isUnknown) {
      // `app/web/0123` is the load balancer "web", `api:live` an alias of the function "api".
      const parts = (dimension.string() ?? "").split(/[/:]/);
      parts.forEach((part) => addTo(byName, `${KIND_OF_DIMENSION.get(key) ?? ""} ${part}`, name));
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
  return graph.view(areErrorsTold, () =>
    some(alarms.of(graph), (alarm) =>
      some(alarm.metrics, (metric) => metric.dimensions.at("FunctionName").isAbsent && isOnErrors(graph, metric)),
    ),
  );
}

function isOnErrors(graph: Graph, { name, dimensions }: WatchedMetric): boolean {
  const queue = dimensions.at("QueueName");
  return ERROR.test(name.string() ?? "") || (!queue.isAbsent && isDeadLetterQueue(graph, queue));
}

/** A queue of what went wrong is called so, by its logical or its physical name. */
function isDeadLetterQueue(graph: Graph, queue: Value): boolean {
  const link = graph.follow(queue, types.QUEUE);
  return link.kind === "inside"
    ? some(link.resources, (one) => ERROR.test(one.name) || ERROR.test(one.at("name").string() ?? ""))
    : ERROR.test(queue.string() ?? "");
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

/** By type, as programs write them. */
const ADDRESSES: readonly (readonly [list: readonly string[], namespace: string, dimensions: string])[] = [
  [types.RDS_INSTANCE, "AWS/RDS", "{ DBInstanceIdentifier: db.identifier }"],
  [types.RDS_CLUSTER, "AWS/RDS", "{ DBClusterIdentifier: cluster.clusterIdentifier }"],
  [types.DOCDB_CLUSTER, "AWS/DocDB", "{ DBClusterIdentifier: cluster.clusterIdentifier }"],
  [
    types.LOAD_BALANCER,
    "AWS/ApplicationELB",
    "{ LoadBalancer: loadBalancer.arnSuffix }, for hosts { TargetGroup: targetGroup.arnSuffix, LoadBalancer: loadBalancer.arnSuffix }",
  ],
  [types.CLASSIC_LOAD_BALANCER, "AWS/ELB", "{ LoadBalancerName: loadBalancer.name }"],
  [types.AUTOSCALING_GROUP, "AWS/EC2", "{ AutoScalingGroupName: group.name }"],
  [types.ECS_SERVICE, "AWS/ECS", "{ ClusterName: cluster.name, ServiceName: service.name }"],
  [types.LAMBDA_FUNCTION, "AWS/Lambda", "{ FunctionName: fn.name }"],
];

/**
 * Load balancers of other types than application.
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/cloudwatch-metrics.html
 */
const BALANCER_NAMESPACES: Readonly<Record<string, string>> = {
  network: "AWS/NetworkELB",
  gateway: "AWS/GatewayELB",
};

/** The namespaces of a kind. */
const NAMESPACES: Readonly<Record<WorkloadKind, RegExp>> = {
  database: /AWS\/(?:RDS|DocDB)\b/,
  loadBalancer: /AWS\/\w*ELB\b/,
  service: /AWS\/(?:EC2|ECS)\b/,
  function: /AWS\/Lambda\b/,
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
  ...types.QUEUE,
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
