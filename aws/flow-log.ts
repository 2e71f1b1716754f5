/** VPC flow logs: whose traffic they capture, where they write it, and with which role. */
import {
  addTo,
  every,
  find,
  some,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { actionsMatching, globMatches } from "./actions";
import { isWideLogGroup, logGroupIn } from "./execution-role";
import { isWildcardResource } from "./permissions";
import type { Statement } from "./policy-document";
import { principals, PrincipalView } from "./role";
import * as types from "./types";

/** What a flow log tells apart: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html */
export type Traffic = "ACCEPT" | "REJECT";

/** Where flow logs go, as `logDestinationType` names it. */
export const FLOW_LOG_DESTINATIONS = ["cloud-watch-logs", "s3", "kinesis-data-firehose"] as const;
export type FlowLogDestination = (typeof FLOW_LOG_DESTINATIONS)[number];

const CLOUDWATCH: FlowLogDestination = "cloud-watch-logs";

/** A flow log that the stack makes. */
export class FlowLogView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** Whether it captures a VPC's traffic, not that of a transit gateway or of one network interface. */
  get isOfVpc(): boolean {
    return (
      ["vpcId", "subnetId"].some((one) => !this.resource.at(one).isAbsent) ||
      ["VPC", "Subnet"].includes(this.resource.at("resourceType").string() ?? "")
    );
  }

  get destinationType(): Value {
    return this.resource.at("logDestinationType");
  }

  /** Where it writes; CloudWatch Logs when it does not say. */
  get destinationKind(): string {
    return this.destinationType.string() ?? CLOUDWATCH;
  }

  /** What it writes to, by ARN or, in provider versions before 7, by the group's name. */
  get destination(): Value | undefined {
    return destinationsOf(this.resource)[0];
  }

  /** The Firehose streams of the stack that it writes to. */
  get deliveryStreams(): readonly Resource[] {
    return this.graph
      .resourcesAt(this.resource.at("logDestination"), types.DELIVERY_STREAM)
      .filter((one) => one.isAnalysed);
  }
}

/** The flow logs that the stack makes. */
export const flowLogs = view(types.FLOW_LOG, (graph) =>
  graph
    .ofType(types.FLOW_LOG)
    .filter((one) => one.isAnalysed)
    .map((one) => new FlowLogView(graph, one)),
);

/** Whether a flow log writes to this Firehose stream though it is not encrypted. Throws `Undecided` while only one resource is known. */
export function isUnencryptedFlowLogStream(stream: Resource): boolean {
  return (
    types.DELIVERY_STREAM.includes(stream.type) &&
    stream.at("serverSideEncryption", "enabled").boolean() !== true &&
    stream.graph.referrers(stream, types.FLOW_LOG, "logDestination").length > 0
  );
}

function destinationsOf(flowLog: Resource): readonly Value[] {
  return [flowLog.at("logDestination"), flowLog.at("logGroupName")].filter((one) => !one.isAbsent);
}

/** A VPC of the stack with the flow logs on it and on its subnets. Throws `Undecided` while only one resource is known. */
export class LoggedVpc implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** The flow logs on the VPC itself. */
  get ownLogs(): readonly Resource[] {
    return logsOn(this.resource, "vpcId");
  }

  get subnets(): readonly Resource[] {
    return this.graph.referrers(this.resource, [...types.SUBNET, ...types.NATIVE_SUBNET], "vpcId");
  }

  /** Whether some of its subnets has a flow log, of whatever traffic. */
  get hasSubnetLogs(): boolean {
    return this.subnets.some((subnet) => logsOn(subnet, "subnetId").length > 0);
  }

  /** Which traffic the flow logs on the VPC itself leave out. */
  missedByOwn(wanted: readonly Traffic[]): readonly Traffic[] {
    return this.missedAt(this.resource, "vpcId", wanted);
  }

  /** The subnets of which their own flow logs leave out some of this traffic. */
  subnetsWithout(wanted: readonly Traffic[]): readonly Resource[] {
    return this.subnets.filter((subnet) => this.missedAt(subnet, "subnetId", wanted).length > 0);
  }

  private missedAt(target: Resource, property: LoggedBy, wanted: readonly Traffic[]): readonly Traffic[] {
    const logs = logsOn(target, property);
    const missed = wanted.filter((kind) => !some(logs, (one) => captures(one, kind)));
    if (missed.length > 0) {
      namesOf(property).forEach((one) => this.graph.demandReferrersKnown(target, types.FLOW_LOG, one));
    }
    return missed;
  }
}

/** How a flow log names what it is on; aws-native has one name for all. */
type LoggedBy = "vpcId" | "subnetId";

function namesOf(property: LoggedBy): readonly string[] {
  return [property, "resourceId"];
}

function logsOn(target: Resource, property: LoggedBy): readonly Resource[] {
  return namesOf(property).flatMap((one) => target.graph.referrers(target, types.FLOW_LOG, one));
}

/** Several flow logs on one thing add up, such as one of accepted and one of rejected traffic. */
function captures(flowLog: Resource, kind: Traffic): boolean {
  const captured = flowLog.at("trafficType").string();
  return captured === "ALL" || captured === kind;
}

const VPCS = [...types.VPC_OR_DEFAULT, ...types.NATIVE_VPC];

/** The VPCs that the stack makes, or takes over as the region's default one. */
export const loggedVpcs = view(VPCS, (graph) =>
  graph
    .ofType(VPCS)
    .filter((vpc) => vpc.isAnalysed)
    .map((vpc) => new LoggedVpc(graph, vpc)),
);

/** A statement of a role's policies, with the resource that holds it. */
export interface HeldStatement {
  readonly holder: Resource;
  readonly statement: Statement;
}

/** What a statement lets a flow log's role write to besides the log groups of its flow logs. */
export interface OtherTarget {
  /** The resource that is none of them. */
  readonly at: Value;
  /** An action that writes there. */
  readonly action: string;
}

/** How a flow log names its role; the second is aws-native's. */
const ROLE_INPUTS = ["iamRoleArn", "deliverLogsPermissionArn"] as const;

/** A role of the stack with which flow logs write to CloudWatch Logs. */
export class FlowLogRole implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    private readonly flowLogs: readonly Resource[],
  ) {}

  /** Each statement of the stack's policies for the role, to be asked on its own. */
  get statements(): readonly HeldStatement[] {
    const { documents } = new PrincipalView(this.graph, this.resource);
    return documents.flatMap(({ resource, document }) =>
      (whenKnown(() => document.allowStatements) ?? []).map((statement) => ({ holder: resource, statement })),
    );
  }

  /** What a statement lets it write to besides its log groups. What the policies about wildcards report is left to them. */
  writesElsewhere({ holder, statement }: HeldStatement): OtherTarget | undefined {
    if (statement.hasNotAction || statement.hasNotResource) {
      return undefined;
    }
    const action = find(statement.actions, (one) => writes(one.string() ?? ""))?.item.string();
    if (action === undefined) {
      return undefined;
    }
    const at = find(statement.resources, (one) => {
      const text = one.string() ?? "";
      return isWildcardResource(text) ? isFlowLogSample(holder, statement) : !this.isOwn(text);
    })?.item;
    return at && { at, action };
  }

  /** Whether an ARN, which may hold wildcards, is of one of the groups that its flow logs write to. */
  private isOwn(arn: string): boolean {
    const pattern = logGroupIn(arn);
    return (
      pattern !== undefined && !isWideLogGroup(arn) && some(this.groupNames(), (name) => globMatches(pattern, name))
    );
  }

  /** The names of its groups, each to be read where it is needed. */
  private *groupNames(): Generator<string> {
    for (const value of this.flowLogs.flatMap(destinationsOf)) {
      const text = value.string() ?? "";
      yield logGroupIn(text) ?? text;
    }
  }
}

/** The roles that flow logs write to CloudWatch Logs with. */
export const flowLogRoles = view(types.FLOW_LOG, (graph) =>
  [...rolesOf(graph)].map(([role, logs]) => new FlowLogRole(graph, role, logs)),
);

function rolesOf(graph: Graph): ReadonlyMap<Resource, readonly Resource[]> {
  const roles = new Map<Resource, Resource[]>();
  const logs = graph.isComplete ? graph.ofType(types.FLOW_LOG).filter(isToCloudWatch) : [];
  for (const flowLog of logs) {
    const found = ROLE_INPUTS.flatMap((one) => graph.resourcesAt(flowLog.at(one), types.ROLE));
    for (const role of found.filter((one) => one.isAnalysed)) {
      addTo(roles, role, flowLog);
    }
  }
  return roles;
}

/** The role of a flow log to Firehose is another account's. */
function isToCloudWatch(flowLog: Resource): boolean {
  return whenKnown(() => new FlowLogView(flowLog.graph, flowLog).destinationKind) === CLOUDWATCH;
}

/**
 * The actions of AWS's own sample for a flow log's role, which allows them on "*".
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
const SAMPLE_ACTIONS: ReadonlySet<string> = new Set(
  ["CreateLogGroup", "CreateLogStream", "PutLogEvents", "DescribeLogGroups", "DescribeLogStreams"].map((name) =>
    `logs:${name}`.toLowerCase(),
  ),
);

/** Whether a statement allows no more than actions of AWS's sample, by name. */
function isLogDelivery(statement: Statement): boolean {
  return every(statement.actions, (one) => SAMPLE_ACTIONS.has((one.string() ?? "").toLowerCase()));
}

/**
 * Whether a statement is AWS's sample for the role of a flow log, and on a policy that only such roles have. What it
 * reaches is told by vpc-flow-log-role then. Throws `Undecided` while only one resource is known.
 */
export function isFlowLogSample(holder: Resource, statement: Statement): boolean {
  if (!isLogDelivery(statement)) {
    return false;
  }
  holder.graph.demandComplete();
  const roles = principalsWith(holder.graph).get(holder) ?? [];
  return roles.length > 0 && every(roles, isFlowLogRole);
}

/** Whether a flow log to CloudWatch Logs names a role of the stack. Throws `Undecided` while one may. */
function isFlowLogRole(role: Resource): boolean {
  const flowLogs = ROLE_INPUTS.flatMap((input) => role.graph.referrers(role, types.FLOW_LOG, input));
  return role.isAnalysed && some(flowLogs, (one) => new FlowLogView(one.graph, one).destinationKind === CLOUDWATCH);
}

/** The principals of the stack by what holds their policies. */
function principalsWith(graph: Graph): ReadonlyMap<Resource, readonly Resource[]> {
  return graph.view(principalsWith, () => {
    const found = new Map<Resource, Resource[]>();
    for (const principal of principals.of(graph)) {
      principal.documents.forEach(({ resource }) => addTo(found, resource, principal.resource));
    }
    return found;
  });
}

/** Whether an action, or some action that a pattern covers, changes anything. */
function writes(pattern: string): boolean {
  return actionsMatching(pattern).some(({ level }) => level !== "List" && level !== "Read");
}
