/** Auto Scaling groups with what starts their instances, checks their health and changes their size. */
import { elements, some, Undecided, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { scalesByTargetTracking } from "./target-tracking";
import * as types from "./types";

/** Why a scaling policy does nothing by itself; `driven` when CloudWatch makes it scale. */
export type Drive = "driven" | "disabled" | "forecasts only" | "without an alarm";

/** A group that the stack makes. */
export class ScalingGroupView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get launchConfiguration(): Value {
    return this.resource.at("launchConfiguration");
  }

  /** Whether it starts instances from a launch configuration, also from one whose name is not known yet. */
  get usesLaunchConfiguration(): boolean {
    const value = this.launchConfiguration;
    const isOfStack = value.isUnknown && this.graph.follow(value, types.LAUNCH_CONFIGURATION).kind === "inside";
    return isOfStack || value.isPresent;
  }

  get healthCheckType(): Value {
    return this.resource.at("healthCheckType");
  }

  /**
   * Whether it asks load balancers for the health of its instances; the type may be several, with commas.
   * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
   */
  get asksLoadBalancers(): boolean {
    const checks = (this.healthCheckType.string() ?? "").split(",");
    return checks.some((one) => one.trim().toUpperCase() === "ELB");
  }

  /** Whether the cluster autoscaler of Kubernetes sets its size: https://docs.aws.amazon.com/eks/latest/best-practices/cas.html */
  get isOfKubernetes(): boolean {
    const ways = [
      () => some(elements(this.resource.at("tags")), (tag) => isOfKubernetes(tag.at("key"))),
      () => some(this.attached(types.AUTOSCALING_TAG), (one) => isOfKubernetes(one.at("tag", "key"))),
    ];
    return some(ways, (way) => way());
  }

  /** The scaling policies of the stack for it. */
  get policies(): readonly Resource[] {
    return this.attached(types.AUTOSCALING_POLICY);
  }

  /** Whether something besides its own policies scales it: a capacity provider of ECS, or a scaling plan. */
  get isScaledFromOutside(): boolean {
    const ways = [
      () => this.graph.referrers(this.resource, types.SCALING_PLAN, "scalingInstructions").length > 0,
      () => some(scaledByPlans(this.graph), (id) => this.isCalled(id)),
      () => scalesByTargetTracking(this.resource, []),
    ];
    return some(ways, (way) => way());
  }

  /** Whether an id such as `autoScalingGroup/web` is its own. */
  private isCalled(id: Value): boolean {
    const name = (id.string() ?? "").replace(/^autoScalingGroup\//, "");
    return this.graph.bearing(name, types.AUTOSCALING_GROUP).includes(this.resource);
  }

  private attached(list: readonly string[]): readonly Resource[] {
    return this.graph.referrers(this.resource, list, "autoscalingGroupName");
  }
}

/** What scaling plans scale. https://docs.aws.amazon.com/autoscaling/plans/APIReference/API_ScalingInstruction.html */
function scaledByPlans(graph: Graph): readonly Value[] {
  return graph.ofType(types.SCALING_PLAN).flatMap((plan) => elements(plan.at("scalingInstructions"), "resourceId"));
}

/** The Auto Scaling groups that the stack makes. */
export const scalingGroups = view(types.AUTOSCALING_GROUP, (graph) =>
  graph
    .ofType(types.AUTOSCALING_GROUP)
    .filter((one) => one.isAnalysed)
    .map((one) => new ScalingGroupView(graph, one)),
);

function isOfKubernetes(key: Value): boolean {
  return /^(?:k8s|kubernetes)\.io\//.test(key.string() ?? "");
}

/**
 * What makes a policy scale.
 * - https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 * - https://docs.aws.amazon.com/autoscaling/ec2/userguide/predictive-scaling-policy-overview.html
 */
export function driveOf(policy: Resource): Drive {
  if (policy.at("enabled").boolean() === false) {
    return "disabled";
  }
  switch (policy.at("policyType").string()) {
    case "TargetTrackingScaling":
      return "driven";
    case "PredictiveScaling":
      return policy.at("predictiveScalingConfiguration", "mode").string() === "ForecastAndScale"
        ? "driven"
        : "forecasts only";
    default:
      return isCalled(policy) ? "driven" : "without an alarm";
  }
}

/** Whether an alarm that may act calls the policy in some state. Throws `Undecided` while one may. */
function isCalled(policy: Resource): boolean {
  const { graph } = policy;
  const { called, open } = graph.view(callsOfAlarms, () => callsOfAlarms(graph));
  if (called.has(policy)) {
    return true;
  }
  const candidate = open.find((value) => graph.mayLeadTo(value, policy));
  if (candidate) {
    throw new Undecided(candidate.display);
  }
  return false;
}

interface Calls {
  readonly called: ReadonlySet<Resource>;
  readonly open: readonly Value[];
}

const ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"];

function callsOfAlarms(graph: Graph): Calls {
  const called = new Set<Resource>();
  const open: Value[] = [];
  const alarms = graph.allOfType(types.METRIC_ALARM).filter((one) => one.at("actionsEnabled").raw !== false);
  for (const action of alarms.flatMap((alarm) => ACTIONS.flatMap((list) => elements(alarm.at(list))))) {
    const link = graph.follow(action, types.AUTOSCALING_POLICY);
    if (link.kind === "inside") {
      link.resources.forEach((one) => called.add(one));
    } else {
      open.push(action);
    }
  }
  return { called, open };
}
